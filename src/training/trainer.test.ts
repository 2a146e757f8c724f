import { describe, expect, it } from 'vitest'
import type { TrainingSpec } from '../experiment/index.ts'
import { createKernel, type Examples, type Kernel } from '../kernels/index.ts'
import { activations } from '../network/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { createTrainer, epochOrder, stepsPerEpoch, type Trainer } from './index.ts'

const spec = (change: Partial<TrainingSpec> = {}): TrainingSpec => ({
  optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
  schedule: { kind: 'constant' }, batchSize: 4, epochs: 3, l2: 0, gradientClipping: null, ...change
})

/** One linear unit with the quadratic cost: C(w₁, w₂, b) is a quadratic. */
async function linearUnit(examples: Examples): Promise<Kernel> {
  const layer = { fanIn: 2, fanOut: 1, activation: activations.linear, normalization: 'none', residual: false } as const
  const kernel = await createKernel({ variant: 'reference', program: { layers: [layer], cost: 'quadratic', capacity: examples.count } })
  kernel.load('train', examples)
  return kernel
}

const line = (count: number): Examples => ({
  count, task: 'regression', inputs: Float32Array.from({ length: 2 * count }, (_, i) => i / 8), targets: new Float32Array(count).fill(1)
})

describe('epochOrder', () => {
  it('is a permutation, another one every epoch and seed, the same one every time', () => {
    const orders = [[1, 0], [1, 1], [1, 2], [2, 0]].map(([seed, epoch]) => epochOrder(seed!, epoch!, 50, 10))
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(new Set(orders.map(String)).size).toBe(4)
    expect(epochOrder(1, 2, 50, 10)).toEqual(orders[2])
  })

  it('takes a full batch in its natural order', () => {
    expect([...epochOrder(1, 3, 5, 5)]).toEqual([0, 1, 2, 3, 4])
    expect([...epochOrder(1, 3, 5, 9)]).toEqual([0, 1, 2, 3, 4])
  })

  it('puts every example in every place about equally often', () => {
    const counts = Array.from({ length: 5 }, () => new Array<number>(5).fill(0))
    for (let epoch = 0; epoch < 2000; epoch++) epochOrder(7, epoch, 5, 1).forEach((row, place) => counts[place]![row]!++)
    // mean 400, standard deviation 17.9; five of them
    for (const count of counts.flat()) expectClose(count, 400, { absolute: 90 })
  })
})

describe('the trainer', () => {
  const visited = (trainer: Trainer): number[][] => {
    const batches: number[][] = []
    while (trainer.position().step < trainer.steps) {
      batches.push([...trainer.rows()])
      trainer.step(false)
    }
    return batches
  }

  it('visits every example once an epoch, the last batch smaller', async () => {
    const trainer = createTrainer({ kernel: await linearUnit(line(10)), training: spec(), seed: 5, examples: 10 })
    expect([trainer.stepsPerEpoch, trainer.steps, stepsPerEpoch(12, 4), stepsPerEpoch(3, 4)]).toEqual([3, 9, 3, 1])
    const batches = visited(trainer)
    expect(batches.map(rows => rows.length)).toEqual([4, 4, 2, 4, 4, 2, 4, 4, 2])
    for (let epoch = 0; epoch < 3; epoch++) expect(batches.slice(3 * epoch, 3 * epoch + 3).flat()).toEqual([...epochOrder(5, epoch, 10, 4)])
    expect(trainer.position()).toEqual({ epoch: 3, step: 9 })
  })

  it('makes the rows and the position of a step once, and the rows of full batches once for all', async () => {
    const small = createTrainer({ kernel: await linearUnit(line(10)), training: spec(), seed: 5, examples: 10 })
    const [rows, position] = [small.rows(), small.position()]
    expect(small.rows()).toBe(rows)
    expect(small.position()).toBe(position)
    small.step(false)
    expect(small.rows()).not.toBe(rows)
    expect([position, small.position()]).toEqual([{ epoch: 0, step: 0 }, { epoch: 0, step: 1 }])
    const full = createTrainer({ kernel: await linearUnit(line(4)), training: spec(), seed: 5, examples: 4 })
    const all = full.rows()
    full.step(false)
    expect(full.rows()).toBe(all)
  })

  it('begun at any step goes on with the same rows and the same numbers', async () => {
    const training = spec({ optimizer: { kind: 'adam', learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 } })
    const straight = createTrainer({ kernel: await linearUnit(line(10)), training, seed: 5, examples: 10 })
    const batches = visited(straight)
    for (let step = 0; step < 9; step++) {
      const kernel = await linearUnit(line(10))
      const before = createTrainer({ kernel, training, seed: 5, examples: 10 })
      for (let t = 0; t < step; t++) before.step(false)
      const other = await linearUnit(line(10))
      other.setState(kernel.getState())
      const after = createTrainer({ kernel: other, training, seed: 5, examples: 10, step })
      expect(after.position()).toEqual({ epoch: Math.floor(step / 3), step })
      expect(visited(after)).toEqual(batches.slice(step))
    }
  })
})

describe('Nesterov\'s momentum on a quadratic', () => {
  // Inputs along the axes, in pairs ±: the Hessian is diagonal with λ = (mean x₁², mean x₂², 1) = (4/2, 9/4·½, 1).
  const inputs = Float32Array.of(2, 0, -2, 0, 0, 1.5, 0, -1.5)
  const examples: Examples = { count: 4, task: 'regression', inputs, targets: Float32Array.of(1, -0.5, 0.25, 3) }
  const [eta, mu] = [0.11, 0.83]

  it('is classical momentum with μ(1 − ηλ) along every eigendirection (Sutskever 2013, theorem 2.1)', async () => {
    const kernel = await linearUnit(examples)
    kernel.setParameters([{ weights: Float64Array.of(0.7, -1.3), biases: Float64Array.of(2) }])
    const optimizer = { kind: 'sgd', learningRate: eta, momentum: mu, nesterov: true } as const
    const trainer = createTrainer({ kernel, training: spec({ optimizer, batchSize: 4, epochs: 40 }), seed: 1, examples: 4 })

    const lambda = [2, 9 / 8, 1]
    const linear = [0, 1, 2].map(i => examples.targets.reduce((sum, y, n) => sum + y * [inputs[2 * n]!, inputs[2 * n + 1]!, 1][i]!, 0) / 4)
    const minimum = linear.map((b, i) => b / lambda[i]!)
    const theta = [0.7, -1.3, 2]
    const velocity = [0, 0, 0]
    const control = { theta: [...theta], velocity: [...velocity], apart: 0 }
    for (let t = 0; t < 40; t++) {
      trainer.step(false)
      const state = kernel.getState()
      for (let i = 0; i < 3; i++) {
        velocity[i] = mu * (1 - eta * lambda[i]!) * velocity[i]! - eta * lambda[i]! * (theta[i]! - minimum[i]!)
        theta[i] = theta[i]! + velocity[i]!
        const [parameter, at] = i < 2 ? ['weights', i] : ['biases', 0]
        const held = state.get(`layers.1.${parameter}`)![at]!
        const v = state.get(`layers.1.${parameter}.velocity`)![at]!
        // The kernel holds the look-ahead point θ + μv.
        expectClose(held - mu * v, theta[i]!, { relative: 1e-12, absolute: 1e-13 })
        control.velocity[i] = mu * control.velocity[i]! - eta * lambda[i]! * (control.theta[i]! - minimum[i]!)
        control.theta[i] = control.theta[i]! + control.velocity[i]!
        control.apart = Math.max(control.apart, Math.abs(control.theta[i]! - theta[i]!))
      }
    }
    // The control: classical momentum with μ itself goes another way.
    expect(control.apart).toBeGreaterThan(0.1)
  })
})
