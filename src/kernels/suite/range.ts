import { exp, log } from '../../numerics/index.ts'
import { expectClose } from '../../numerics/testing.ts'
import type { LayerParameters } from '../contract.ts'
import { loaded, planted, range, type Case, type Check, type Shape, type Subject } from './cases.ts'
import { closeArray, closeSums, equal, of } from './compare.ts'

const DEEP = 400
/** Rounding of hundreds of layers adds up; a wrong scale would be off by a factor, not a thousandth. */
const DEEP_TOLERANCE = 1e-3

/** sizes → `depth` hidden layers of this width. */
const deep = (width: number, depth: number): number[] => [width, ...Array.from({ length: depth }, () => width), 2]

/**
 * A chain of single sigmoid neurons against the chapter's product ∂C/∂b₁ = σ'(z₁)·Π w_l σ'(z_l)·∂C/∂a_L, taken as a sum of
 * logarithms: nothing of a kernel's arithmetic is in it. Nielsen, chapter 5.
 */
function chain(subject: Subject): Check {
  const shape: Shape = { sizes: Array.from({ length: DEEP + 2 }, () => 1), rows: 1, cost: 'crossEntropy', weightStd: 0, biasStd: 0 }
  const weight = 0.8
  return {
    name: `‖δ‖ of every layer in a chain of ${DEEP} neurons is the product of its factors, near 1e-280 at the bottom`,
    run: async () => {
      const it = planted(subject, shape, 12)
      const parameters = it.parameters.map(() => ({ weights: Float32Array.of(weight), biases: Float32Array.of(-0.4) }))
      const kernel = await loaded(subject, { ...it, parameters })
      kernel.gradients('train', range(1))
      const sums = kernel.sums()
      const w = Math.fround(weight)
      const factors: number[] = []
      let a = it.examples.inputs[0]!
      for (let l = 1; l <= DEEP + 1; l++) {
        const z = w * a + Math.fround(-0.4)
        a = 1 / (1 + exp(-z))
        factors.push(l <= DEEP ? a * (1 - a) : Math.abs(a - it.examples.targets[0]!))
      }
      let logDelta = log(factors[DEEP]!)
      for (let l = DEEP; l >= 1; l--) {
        logDelta += log(w) + log(factors[l - 1]!)
        of(`layer ${l}`, () => expectClose(sums[l - 1]!.deltaNorm, exp(logDelta), { relative: DEEP_TOLERANCE }))
      }
      if (!(sums[0]!.deltaNorm < 1e-270 && sums[0]!.deltaNorm > 1e-300)) throw new Error(`the planted chain ends at ${sums[0]!.deltaNorm}`)
      kernel.dispose()
    }
  }
}

/** A deep case against the reference: every layer's norms and the bottom layer's gradients. */
function deepCase(subject: Subject, name: string, it: Case, expected: (bottom: number) => boolean): Check {
  return {
    name,
    run: async () => {
      const [kernel, reference] = [await loaded(subject, it), await loaded(subject, it, 'reference')]
      const rows = range(it.examples.count)
      equal('finite', kernel.gradients('train', rows).finite, true)
      reference.gradients('train', rows)
      const [got, want] = [kernel.sums(), reference.sums()]
      if (!expected(want[0]!.deltaNorm)) throw new Error(`the planted case ends at ${want[0]!.deltaNorm}`)
      want.forEach((layer, i) => {
        for (const field of ['deltaNorm', 'deltaRms', 'backRms', 'weightGradientNorm'] as const) {
          if (Number.isNaN(layer[field])) continue
          of(`layer ${i + 1} ${field}`, () => expectClose(got[i]![field], layer[field], { relative: DEEP_TOLERANCE }))
        }
        closeArray(`layer ${i + 1} deltaMean`, got[i]!.deltaMean, layer.deltaMean, DEEP_TOLERANCE)
      })
      kernel.dispose()
    }
  }
}

/** tanh around z = 0 (no input, no bias): the slopes are 1, and δ grows by the weights alone. */
function exploding(subject: Subject): Case {
  const it = planted(subject, { sizes: deep(5, 60), rows: 3, activation: 'tanh', weightStd: 30, biasStd: 0 }, 13)
  return { ...it, examples: { ...it.examples, inputs: new Float32Array(it.examples.inputs.length) } }
}

/** Layers of which one is switched off: δ below is exactly 0, and no NaN comes of 0 · 2^anything. */
function silenced(subject: Subject): Check {
  return {
    name: 'a layer of zero weights makes every δ below it exactly 0',
    run: async () => {
      const it = planted(subject, { sizes: [5, 5, 5, 5, 2], rows: 3, activation: 'tanh' }, 14)
      const parameters = it.parameters.map((layer, i): LayerParameters => (i === 2 ? { ...layer, weights: new Float32Array(25) } : layer))
      const kernel = await loaded(subject, { ...it, parameters })
      equal('finite', kernel.gradients('train', range(3)).finite, true)
      const norms = kernel.sums().map(({ deltaNorm, deltaRms, weightGradientNorm }) => deltaNorm + deltaRms + weightGradientNorm)
      equal('layer 1', norms[0], 0)
      equal('layer 2', norms[1], 0)
      if (!(norms[2]! > 0)) throw new Error(`layer 3: got ${norms[2]}, expected more than 0`)
      kernel.dispose()
    }
  }
}

/** Layers whose numbers the floats hold but not their squares: every sum against the reference's. */
function squaresBeyond(subject: Subject, name: string, shape: Shape, change: (layer: LayerParameters, i: number) => LayerParameters): Check {
  return {
    name: `sums hold where ${name}`,
    run: async () => {
      const drawn = planted(subject, shape, 16), it = { ...drawn, parameters: drawn.parameters.map(change) }
      const [kernel, reference] = [await loaded(subject, it), await loaded(subject, it, 'reference')]
      for (const one of [kernel, reference]) equal('finite', one.gradients('train', range(shape.rows)).finite, true)
      const want = reference.sums()
      kernel.sums().forEach((got, i) => of(`layer ${i + 1}`, () => closeSums(got, want[i]!, DEEP_TOLERANCE)))
      kernel.dispose()
    }
  }
}

const times = (values: ArrayLike<number>, factor: number): Float32Array => Float32Array.from(values, value => value * factor)
const outputKept = (change: (layer: LayerParameters) => LayerParameters) => (layer: LayerParameters, i: number) => (i < 2 ? change(layer) : layer)

function extremes(subject: Subject): Check[] {
  const saturated: Shape = { sizes: [9, 37, 6, 3], rows: 67, cost: 'crossEntropy', weightStd: 1, biasStd: 0 }
  const linear: Shape = { sizes: [9, 37, 6, 3], rows: 67, activation: 'linear', weightStd: 1, biasStd: 0 }
  return [
    // e^-60 = 9e-27: in δ's unit ∂C/∂a is 1e26.
    squaresBeyond(subject, 'slopes are too small to be squared', saturated, outputKept(layer => ({ ...layer, biases: layer.biases.map(() => 60) }))),
    squaresBeyond(subject, 'z and a are too small to be squared', linear, outputKept(layer => ({ ...layer, weights: times(layer.weights, 1e-14) }))),
    squaresBeyond(subject, 'z and a are too large to be squared', linear, outputKept(layer => ({ ...layer, weights: times(layer.weights, 1e13) })))
  ]
}

/** Two outputs that a float cannot tell apart are told apart by their z. */
function saturatedOutputs(subject: Subject): Check {
  return {
    name: 'counts by the largest z where several outputs have rounded to 1',
    run: async () => {
      const it = planted(subject, { sizes: [1, 5], rows: 1, cost: 'crossEntropy', weightStd: 0, biasStd: 0 }, 17)
      const kernel = await loaded(subject, {
        ...it, parameters: [{ weights: new Float32Array(5), biases: Float32Array.of(30, 20, 90, 40, 80) }],
        examples: { ...it.examples, task: 'classification', targets: Float32Array.of(0, 0, 1, 0, 0) }
      })
      equal('correct', kernel.evaluate('train').correct, 1)
      kernel.dispose()
    }
  }
}

/** One value far from all others must not cost these their digits, and stands where sums may take it for the usual one. */
function outlier(subject: Subject): Check {
  return {
    name: 'sums over a unit that only the first of 6,000 rows wakes',
    run: async () => {
      const it = planted(subject, { sizes: [1, 1, 1], rows: 6000, activation: 'relu', output: 'linear' }, 18)
      const kernel = await loaded(subject, {
        ...it, parameters: it.parameters.map(() => ({ weights: Float32Array.of(1), biases: Float32Array.of(0) })),
        examples: { ...it.examples, inputs: Float32Array.from({ length: 6000 }, (_, row) => (row === 0 ? 3.7123 : -1)) }
      })
      kernel.gradients('train', range(6000))
      const { activationSum, activationSquareSum } = kernel.sums()[0]!
      of('Σa', () => expectClose(activationSum, Math.fround(3.7123), { relative: 1e-4 }))
      of('Σa²', () => expectClose(activationSquareSum, Math.fround(3.7123) ** 2, { relative: 1e-4 }))
      kernel.dispose()
    }
  }
}

export function rangeHolds(subject: Subject): Check[] {
  const own = [chain(subject), silenced(subject), saturatedOutputs(subject), outlier(subject)]
  if (subject.variant === 'reference') return own
  const vanishing = planted(subject, { sizes: deep(5, DEEP), rows: 3, cost: 'crossEntropy', weightStd: 0.9, biasStd: 0.5 }, 15)
  return [
    ...own,
    ...extremes(subject),
    deepCase(subject, `vanishing through ${DEEP} sigmoid layers equals the reference`, vanishing, b => b > 1e-300 && b < 1e-230),
    deepCase(subject, 'exploding through 60 layers equals the reference', exploding(subject), b => b > 1e60 && b < 1e300)
  ]
}
