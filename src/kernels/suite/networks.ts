import { expectClose } from '../../numerics/testing.ts'
import { loaded, planted, range, type Check, type Shape, type Subject } from './cases.ts'
import { closeSnapshots, closeSums, equal, of } from './compare.ts'
import { naiveSums } from './naive.ts'

/** Odd sizes around every vector width, every output, cost, normalisation and link. */
export function shapes({ activations }: Subject): Readonly<Record<string, Shape>> {
  const elementwise = Object.keys(activations).filter(name => name !== 'softmax')
  const named = (prefix: string, values: readonly string[], shape: (value: string) => Shape): [string, Shape][] =>
    values.map(value => [`${prefix} ${value}`, shape(value)])
  const normalized = { sizes: [6, 30, 5, 3], rows: 17 }
  return Object.fromEntries([
    ...named('activation', elementwise, activation => ({ sizes: [7, 30, 5, 3], rows: 10, activation })),
    ...named('residual', ['sigmoid', 'relu', 'tanh'], activation => ({ sizes: [7, 5, 5, 5, 3], rows: 10, activation, residual: true })),
    ...named('batch normalisation', ['tanh', 'relu'], activation => ({ ...normalized, activation, normalization: 'batch' })),
    ...named('layer normalisation', ['tanh', 'gelu'], activation => ({ ...normalized, activation, normalization: 'layer' })),
    ...named('normalisation with residual', ['batch', 'layer'], kind => ({
      sizes: [6, 30, 30, 30, 3], rows: 17, activation: 'tanh', normalization: kind === 'batch' ? 'batch' : 'layer', residual: true
    })),
    ['output sigmoid, crossEntropy', { sizes: [5, 30, 33], rows: 3, cost: 'crossEntropy' }],
    ['output linear, quadratic', { sizes: [5, 30, 3], rows: 10, output: 'linear', activation: 'tanh' }],
    ['output softmax, logLikelihood', { sizes: [5, 30, 10], rows: 17, output: 'softmax', activation: 'relu' }],
    ['saturated outputs, crossEntropy', { sizes: [3, 5], rows: 17, cost: 'crossEntropy', weightStd: 40, biasStd: 20 }],
    ['saturated outputs, logLikelihood', { sizes: [3, 5], rows: 17, output: 'softmax', weightStd: 40, biasStd: 20 }],
    ['one unit everywhere, one row', { sizes: [1, 1, 1, 1], rows: 1, cost: 'crossEntropy' }],
    ['no hidden layer, one output', { sizes: [33, 1], rows: 17, cost: 'crossEntropy' }],
    ['widths 33, 1, 3', { sizes: [30, 33, 1, 3], rows: 3 }],
    ['an image to 30, 30, 10', { sizes: [784, 30, 30, 10], rows: 10, cost: 'crossEntropy' }],
    // More rows than go through at a time, an odd number of them.
    ['many rows', { sizes: [7, 30, 13, 5], rows: 301, cost: 'crossEntropy' }],
    // Heights that are no multiple of four, above and below one that is: what one layer leaves must not show in another.
    ['many rows, five widths', { sizes: [7, 10, 10, 50, 38, 5], rows: 130, cost: 'crossEntropy' }],
    ['many rows, normalised', { sizes: [7, 30, 13, 5], rows: 131, cost: 'crossEntropy', normalization: 'batch' }],
    ['many rows, large layers', { sizes: [7, 90, 75, 5], rows: 301, cost: 'crossEntropy' }]
  ])
}

/** Whole passes against the reference on the same parameters: result, every array, every reduction. Empty for the reference itself. */
export function againstReference(subject: Subject): Check[] {
  if (subject.variant === 'reference') return []
  return Object.entries(shapes(subject)).map(([name, shape]) => ({
    name: `pass equals the reference: ${name}`,
    run: async () => {
      const it = planted(subject, shape)
      const [kernel, reference] = [await loaded(subject, it), await loaded(subject, it, 'reference')]
      // Normalising divides by a spread that a few rows can make small.
      const tolerance = subject.tolerance * (shape.normalization ? 20 : 1)
      const [got, expected] = [kernel.gradients('train', range(shape.rows)), reference.gradients('train', range(shape.rows))]
      of('cost', () => expectClose(got.cost, expected.cost, { relative: tolerance, absolute: tolerance * 1e-3 }))
      // Outputs that are 1 in float32 tie where float64 still tells them apart.
      if (!name.startsWith('saturated')) equal('correct', got.correct, expected.correct)
      equal('finite', got.finite, true)
      closeSnapshots(kernel.snapshot(), reference.snapshot(), tolerance)
      const want = reference.sums()
      for (const pass of ['first', 'second']) {
        kernel.sums().forEach((sums, i) => of(`${pass} pass, layer ${i + 1}`, () => closeSums(sums, want[i]!, tolerance, false)))
        kernel.gradients('train', range(shape.rows))
      }
      kernel.dispose()
    }
  }))
}

/** The reductions against their naive twin, taken from the pass's own arrays. */
export function sumsMatchSnapshot(subject: Subject): Check[] {
  return Object.entries(shapes(subject)).map(([name, shape]) => ({
    name: `sums equal their naive twins: ${name}`,
    run: async () => {
      const kernel = await loaded(subject, planted(subject, shape, 2))
      kernel.gradients('train', range(shape.rows))
      const { rows, layers } = kernel.snapshot()
      const sums = kernel.sums()
      equal('layers', sums.length, shape.sizes.length - 1)
      sums.forEach((got, i) => of(`layer ${i + 1}`, () => closeSums(got, naiveSums(rows, layers[i]!), subject.tolerance)))
      kernel.dispose()
    }
  }))
}

/** Relations between a pass's own arrays that hold without normalisation: δ = back ⊙ slope, ∂C/∂b = mean δ, ∂C/∂W = mean δ aᵀ. */
export function equationsHold(subject: Subject): Check[] {
  const shape: Shape = { sizes: [7, 30, 5, 3], rows: 10, activation: 'tanh' }
  const run = async (): Promise<void> => {
    const it = planted(subject, shape, 3)
    const kernel = await loaded(subject, it)
    kernel.gradients('train', range(shape.rows))
    const { rows, layers } = kernel.snapshot()
    layers.forEach((layer, i) => {
      const below = i === 0 ? it.examples.inputs : layers[i - 1]!.activation
      const scale = 2 ** (layer.deltaExponent - layer.gradientExponent) / rows
      for (let j = 0; j < layer.fanOut; j++) {
        const mean = (value: (n: number) => number): number =>
          range(rows).reduce((sum, n) => sum + layer.delta[n * layer.fanOut + j]! * value(n), 0) * scale
        of(`∂C/∂b ${i + 1} ${j}`, () => expectClose(layer.gradBiases[j]!, mean(() => 1), { relative: 1e-3, absolute: 1e-6 }))
        const [k, got] = [j % layer.fanIn, layer.gradWeights[j * layer.fanIn + (j % layer.fanIn)]!]
        of(`∂C/∂W ${i + 1} ${j}`, () => expectClose(got, mean(n => below[n * layer.fanIn + k]!), { relative: 1e-3, absolute: 1e-6 }))
      }
      const { back, delta, slope } = layer
      const product = Float64Array.from(back ?? [], (x, n) => x * slope[n]!)
      if (back) of(`δ ${i + 1}`, () => expectClose(delta, product, { relative: subject.tolerance }))
    })
    kernel.dispose()
  }
  return [{ name: 'δ, ∂C/∂b and ∂C/∂W of a pass fit each other', run }]
}
