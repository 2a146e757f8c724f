import { describe, expect, it } from 'vitest'
import { describeExperiment, fromUrl, presetNamed, presets, resolve, toUrl, type Experiment } from './index.ts'

const of = (name: string): Experiment => presetNamed(name).experiment

describe('presets', () => {
  it.each(Object.entries(presets))('%s is complete, described and has a URL', (name, preset) => {
    expect(preset.name).toBe(name)
    expect(resolve(preset.experiment)).toEqual(preset.experiment)
    expect(fromUrl(toUrl(preset.experiment))).toEqual(preset.experiment)
    expect(preset.title).toMatch(/^[A-Z].*[^.]$/)
    expect(preset.description).toMatch(/^[A-Z].*\.$/)
  })

  it('train the chapter\'s networks on all images (claim 1)', () => {
    for (const depth of [1, 2, 3, 4]) {
      expect(of(`accuracy-${depth}`)).toMatchObject({
        data: { kind: 'mnist', train: 50000, validation: 10000 },
        network: {
          layers: [784, ...Array<number>(depth).fill(30), 10], activation: 'sigmoid', outputActivation: 'sigmoid', cost: 'crossEntropy',
          initialization: { weights: { kind: 'normal', scaling: 'fanIn', std: 1 }, biases: { kind: 'normal', std: 1 } }
        },
        training: { optimizer: { kind: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 30, l2: 5 }
      })
    }
  })

  it('descend on the first 1,000 images in one batch (claim 4), on 10,000 and in mini-batches beside it', () => {
    for (const depth of [2, 3, 4]) {
      const speed = of(`speed-${depth}`)
      expect(speed).toMatchObject({
        data: { train: 1000 }, training: { batchSize: 1000, epochs: 500, l2: 5 }, observe: { examples: 1000, every: { epochs: 1 } }
      })
      expect(speed.observe.quantities).toEqual(expect.arrayContaining(['deltaNorm', 'deltaRms', 'weightGradientNorm', 'cost', 'accuracy']))
      expect(of(`speed-${depth}-10000`)).toMatchObject({
        data: { train: 10000 }, training: { batchSize: 10000, epochs: 500 }, observe: { examples: 10000 }
      })
      const { training, data } = of(`minibatch-${depth}`)
      expect([training.batchSize, (training.epochs * data.train) / training.batchSize]).toEqual([10, 500])
      expect(of(`initial-${depth}`)).toMatchObject({ network: speed.network, training: { epochs: 0 }, observe: { perNeuron: true } })
      expect(of(`large-weights-${depth}`).network.initialization.weights).toEqual({ kind: 'normal', scaling: 'none', std: 1 })
    }
  })

  it('ask what random layers throw away, and whether layers that could do nothing do harm (claims 14, 15, 17)', () => {
    for (const depth of [1, 2, 3, 4]) {
      expect(of(`thousand-${depth}`)).toMatchObject({
        data: { train: 1000 }, network: of(`accuracy-${depth}`).network, training: of(`accuracy-${depth}`).training
      })
      if (depth === 1) continue
      const plain = of(`thousand-${depth}`)
      expect(of(`thousand-${depth}-residual`)).toEqual({ ...plain, network: { ...plain.network, residual: true } })
    }
    const [gaussian, orthogonal] = [of('isometry-gaussian'), of('isometry-orthogonal')]
    expect(gaussian.network.initialization.weights).toMatchObject({ kind: 'normal', scaling: 'fanIn', std: Math.sqrt(1.05) })
    expect(orthogonal.network.initialization.weights).toMatchObject({ kind: 'orthogonal', gain: Math.sqrt(1.05) })
    expect({ ...orthogonal.network, initialization: gaussian.network.initialization }).toEqual(gaussian.network)
  })

  it('are found by name, or the nearest is named', () => {
    expect(() => presetNamed('sped-2')).toThrow(/Did you mean "speed-2"/)
    for (const name of ['__proto__', 'constructor', '', 'x'.repeat(1e6)]) {
      expect(() => presetNamed(name)).toThrow(/preset: expected one of circles/)
    }
  })
})

describe('describeExperiment', () => {
  it('says it in words', () => {
    expect(describeExperiment(of('speed-4'))).toBe(
      '784-30×4-10 sigmoid, cross-entropy, normal weights of std 1/√fan-in; ' +
      '500 epochs of SGD (η 0.1, batch 1,000, λ 5) on 1,000 MNIST images; seed 1')
    expect(describeExperiment(of('circles'))).toBe(
      '2-16-16-2 tanh with softmax output, log-likelihood, normal weights of std 1/√fan-in; ' +
      '100 epochs of SGD (η 0.2, batch 50, momentum 0.9) on 700 points of circles; seed 1')
    expect(describeExperiment(resolve({
      network: { layers: [784, 9, 8, 9, 8, 9, 8, 9, 10], normalization: 'layer', initialization: { weights: { kind: 'he' } } },
      training: {
        epochs: 1, optimizer: { kind: 'adam' }, schedule: { kind: 'cosine' }, gradientClipping: { limit: 2 }, l2: 0, frozen: [1, 8]
      }
    }))).toBe(
      '784-…-10 (7 hidden layers) sigmoid, cross-entropy, He weights, layer normalization; ' +
      '1 epoch of Adam (η 0.001, batch 1,000, cosine schedule, gradients clipped by norm at 2, layers 1, 8 frozen) on 1,000 MNIST images; seed 1')
  })

  it('calls weights of a file neither trained nor untrained', () => {
    const initialization = { weights: { kind: 'safetensors', file: 'mine.safetensors' } } as const
    expect(describeExperiment(resolve({ network: { layers: [784, 30, 10], initialization }, training: { epochs: 0 } })))
      .toMatch(/, weights from a file; as they are, on 1,000 MNIST images; seed 1$/)
  })
})
