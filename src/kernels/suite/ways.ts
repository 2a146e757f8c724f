import type { Kernel, UpdateRule } from '../contract.ts'
import { loaded, planted, range, type Check, type Shape, type Subject } from './cases.ts'
import { closeArray, of, sameState, sameSums } from './compare.ts'

const plain: UpdateRule = {
  kind: 'sgd', learningRate: 0.3, shrink: 0.96, l2: 0, clip: null, trackUpdate: false, momentum: 0, momentumNext: 0, nesterov: false
}
/** Wide enough for several tiles of inputs and several blocks of units, none of them whole; a batch that a kernel may keep by column. */
const network: Shape = { sizes: [350, 45, 37, 5], rows: 300, activation: 'tanh', cost: 'crossEntropy' }

const whole = range(network.rows)
const some = range(270, 20)

async function trained(subject: Subject, train: (kernel: Kernel) => void): Promise<Kernel> {
  const kernel = await loaded(subject, planted(subject, network, 31))
  train(kernel)
  return kernel
}

/** A kernel may take several ways to one result: fused or not, by example or by column. They end in the same bytes. */
export function waysAgree(subject: Subject): Check[] {
  const agree = (name: string, one: (kernel: Kernel) => void, other: (kernel: Kernel) => void): Check => ({
    name: `the same bytes either way: ${name}`,
    run: async () => {
      const kernels = [await trained(subject, one), await trained(subject, other)] as const
      sameState(kernels[0].getState(), kernels[1].getState())
      const sums = kernels.map(kernel => kernel.sums())
      sums[1]!.forEach((layer, i) => of(`layer ${i + 1}`, () => sameSums(layer, sums[0]![i]!)))
      for (const kernel of kernels) kernel.dispose()
    }
  })
  const step = (kernel: Kernel, rows: Uint32Array, rule = plain): unknown => kernel.step('train', rows, rule)
  const tracked: UpdateRule = { ...plain, trackUpdate: true }
  const unbitten: UpdateRule = { ...plain, clip: { kind: 'norm', limit: 1e9 } }
  return [
    agree(
      'a clipping that does not bite, and none',
      kernel => { for (let t = 0; t < 6; t++) step(kernel, range(20, 20 * t)) },
      kernel => { for (let t = 0; t < 6; t++) step(kernel, range(20, 20 * t), unbitten) }
    ),
    ...[plain, tracked].map(rule => agree(
      `a batch that comes again, and one that is new each time${rule.trackUpdate ? ', read as well' : ''}`,
      kernel => { for (let t = 0; t < 4; t++) step(kernel, whole, rule) },
      kernel => {
        for (let t = 0; t < 4; t++) {
          kernel.gradients('train', some)
          step(kernel, whole, rule)
        }
      }
    )),
    agree(
      'looking at every gradient between the steps, and not looking',
      kernel => { for (let t = 0; t < 6; t++) step(kernel, range(20 + t, 7 * t)) },
      kernel => {
        for (let t = 0; t < 6; t++) {
          step(kernel, range(20 + t, 7 * t))
          if (t % 2 === 0) kernel.snapshot()
          if (t % 3 === 0) kernel.sums().forEach(sums => sums.weightGradientNorm)
        }
      }
    ),
    longDecay(subject)
  ]
}

/** 0.96²⁰⁰ is 3·10⁻⁴: a kernel that carries the decay beside the weights must put it back into them on the way, and resume anywhere. */
function longDecay(subject: Subject): Check {
  return {
    name: 'two hundred steps of strong decay equal the reference, resumed or not',
    run: async () => {
      const rule = { ...plain, learningRate: 0.05 }
      const decay = (kernel: Kernel, from: number, to: number): void => {
        for (let t = from; t < to; t++) kernel.step('train', range(10, (t * 7) % 290), rule)
      }
      const straight = await trained(subject, kernel => decay(kernel, 0, 200))
      const half = await trained(subject, kernel => decay(kernel, 0, 77))
      const resumed = await trained(subject, kernel => {
        kernel.setState(half.getState())
        decay(kernel, 77, 200)
      })
      sameState(resumed.getState(), straight.getState())
      const oracle = await trained({ ...subject, variant: 'reference' }, kernel => decay(kernel, 0, 200))
      straight.getParameters().forEach((layer, i) => {
        closeArray(`layers.${i + 1}.weights`, layer.weights, oracle.getParameters()[i]!.weights, subject.tolerance * 20)
      })
      for (const kernel of [straight, half, resumed, oracle]) kernel.dispose()
    }
  }
}
