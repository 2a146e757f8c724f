import { InputError, shown } from '../errors/index.ts'
import { taylorIdentity } from './identity-neuron.ts'

/** One layer: weights [fanOut, fanIn] row-major, biases [fanOut]. */
export interface PlainLayer {
  readonly weights: Float64Array
  readonly biases: Float64Array
}

/** A network's layers from any arrays of numbers. */
interface GivenLayer {
  readonly weights: ArrayLike<number>
  readonly biases: ArrayLike<number>
}

const diagonal = (n: number, value: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (Math.floor(i / n) === i % n ? value : 0))

/** The layer after x̂ = scale·a + offset in place of a: W(scale·a + offset) + b = (scale·W)a + (b + offset·ΣW). */
function absorbed({ weights, biases }: GivenLayer, scale: number, offset: number): PlainLayer {
  const fanIn = weights.length / biases.length
  return {
    weights: Float64Array.from(weights, w => scale * w),
    biases: Float64Array.from(biases, (b, j) => {
      let sum = 0
      for (let k = 0; k < fanIn; k++) sum += weights[j * fanIn + k]!
      return b + offset * sum
    })
  }
}

/**
 * The same sigmoid network with `added` further hidden layers before its output that do nearly nothing: each neuron of theirs is an
 * identity neuron, x ≈ w₂σ(w₁x − w₁/2) + ½ − 2/w₁ with w₂ = 4/w₁, whose outer part the next layer takes into its weights and biases. So
 * between two such layers z = 4a − 2, whatever w₁. Each passes its input on with an error of at most w₁²/96 of the range [0, 1], and the
 * errors of several add up to about their sum. Needs one hidden layer at least · Nielsen 2015, ch. 5, problem "Identity neuron".
 */
export function withIdentityLayers(layers: readonly GivenLayer[], added: number, w1: number): PlainLayer[] {
  const output = layers.at(-1)
  if (!output || layers.length < 2) {
    const expected = 'a network with a hidden layer'
    throw new InputError({ code: 'usage', where: 'withIdentityLayers', expected, got: `${layers.length} layers` })
  }
  if (!(Number.isInteger(added) && added >= 0 && w1 > 0 && w1 < Infinity)) {
    const expected = 'a whole number of layers and a positive w1'
    throw new InputError({ code: 'usage', where: 'withIdentityLayers', expected, got: `${shown(added)}, ${shown(w1)}` })
  }
  const { b, w2, c } = taylorIdentity(w1)
  const width = output.weights.length / output.biases.length
  const identity: PlainLayer = { weights: diagonal(width, w1), biases: new Float64Array(width).fill(b) }
  const before = layers.slice(0, -1).map(layer => absorbed(layer, 1, 0))
  const between = Array.from({ length: added }, (_, k) => (k === 0 ? identity : absorbed(identity, w2, c)))
  return [...before, ...between, added === 0 ? absorbed(output, 1, 0) : absorbed(output, w2, c)]
}

/**
 * The same with residual links, a = φ(z) + a_below: weights 0 and a bias of −100 make σ(z) = 4e-44, so that an added layer passes its input
 * on to the last bit in float32. For any activation with a value of 0 (tanh, ReLU: bias 0) the like holds.
 */
export function withSilentLayers(layers: readonly GivenLayer[], added: number, bias = -100): PlainLayer[] {
  const output = layers.at(-1)!
  const width = output.weights.length / output.biases.length
  const silent: PlainLayer = { weights: new Float64Array(width * width), biases: new Float64Array(width).fill(bias) }
  const copy = layers.map(layer => absorbed(layer, 1, 0))
  return [...copy.slice(0, -1), ...Array.from({ length: added }, () => silent), copy.at(-1)!]
}
