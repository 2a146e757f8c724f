import type { Examples, LayerProgram, PassResult, Program } from '../contract.ts'
import { functionsOf } from './activations.ts'
import { allFinite } from './norm.ts'
import { normalize, normalizeWith, type Normalized } from './normalize.ts'
import { isCorrect, rowCost, softmax, type OutputRow } from './output.ts'
import type { LayerState } from './state.ts'

/** What a layer's forward pass leaves; all [rows, units] row-major. */
export interface LayerForward {
  /** W a^{l−1}, plus b without normalisation. */
  readonly product: Float64Array
  readonly normalized: Normalized | null
  readonly z: Float64Array
  readonly a: Float64Array
  readonly slope: Float64Array
}

export interface Forward {
  readonly rows: number
  /** [rows, fanIn of layer 1] */
  readonly inputs: Float64Array
  /** [rows, fanOut of the last layer] */
  readonly targets: Float32Array
  readonly layers: readonly LayerForward[]
  readonly result: PassResult
}

/** 'rows': batch normalisation by the pass's own statistics (training); 'running': by the running ones once they are set (evaluation). */
export type Statistics = 'rows' | 'running'

export function forward(program: Program, state: readonly LayerState[], examples: Examples, rows: Uint32Array, use: Statistics): Forward {
  const inputs = Float64Array.from(gather(examples.inputs, rows, program.layers[0]!.fanIn))
  const targets = gather(examples.targets, rows, program.layers.at(-1)!.fanOut)
  const layers: LayerForward[] = []
  let below: Float64Array = inputs
  program.layers.forEach((layer, i) => {
    const left = layerForward(layer, state[i]!, below, rows.length, use)
    layers.push(left)
    below = left.a
  })
  return { rows: rows.length, inputs, targets, layers, result: score(program, layers, targets, examples.task) }
}

function gather(values: Float32Array, rows: Uint32Array, width: number): Float32Array {
  const gathered = new Float32Array(rows.length * width)
  rows.forEach((row, n) => gathered.set(values.subarray(row * width, (row + 1) * width), n * width))
  return gathered
}

function layerForward(layer: LayerProgram, state: LayerState, below: Float64Array, rows: number, use: Statistics): LayerForward {
  const { fanOut: units, normalization, activation, residual } = layer
  const product = multiply(layer, state.weights, below, rows)
  let normalized: Normalized | null = null
  let z = product
  if (normalization === 'none') {
    for (let i = 0; i < z.length; i++) z[i] = z[i]! + state.biases[i % units]!
  } else {
    const shape = { kind: normalization, rows, units }
    const { runningMean: mean, runningVariance: variance } = state
    const fixed = use === 'running' && mean && variance && !Number.isNaN(mean[0])
    normalized = fixed ? normalizeWith(shape, product, mean, variance) : normalize(shape, product)
    z = normalized.values.map((x, i) => state.gains![i % units]! * x + state.biases[i % units]!)
  }
  if (activation.name === 'softmax') return { product, normalized, z, ...softmaxRows(z, units) }
  const { output, derivative } = functionsOf(activation)
  const a = z.map(output)
  if (residual) for (let i = 0; i < a.length; i++) a[i] = a[i]! + below[i]!
  return { product, normalized, z, a, slope: z.map(derivative) }
}

/** s_nj = Σ_k W_jk a_nk, k ascending. */
function multiply({ fanIn, fanOut }: LayerProgram, weights: Float64Array, below: Float64Array, rows: number): Float64Array {
  const s = new Float64Array(rows * fanOut)
  for (let n = 0; n < rows; n++) {
    for (let j = 0; j < fanOut; j++) {
      let sum = 0
      for (let k = 0; k < fanIn; k++) sum += weights[j * fanIn + k]! * below[n * fanIn + k]!
      s[n * fanOut + j] = sum
    }
  }
  return s
}

/** a = softmax(z) row by row; its slope is ∂a_j/∂z_j = a_j (1 − a_j). */
function softmaxRows(z: Float64Array, units: number): { a: Float64Array; slope: Float64Array } {
  const [a, slope] = [new Float64Array(z.length), new Float64Array(z.length)]
  for (let at = 0; at < z.length; at += units) {
    const { probability, complement } = softmax(z.subarray(at, at + units))
    a.set(probability, at)
    slope.set(probability.map((p, j) => p * complement[j]!), at)
  }
  return { a, slope }
}

/** Row n of the output layer. */
export function outputRow(program: Program, layers: readonly LayerForward[], targets: Float32Array, n: number): OutputRow {
  const units = program.layers.at(-1)!.fanOut
  const { z, a, slope } = layers.at(-1)!
  const [from, to] = [n * units, (n + 1) * units]
  return { z: z.subarray(from, to), a: a.subarray(from, to), slope: slope.subarray(from, to), y: targets.subarray(from, to) }
}

function score(program: Program, layers: readonly LayerForward[], targets: Float32Array, task: Examples['task']): PassResult {
  const { fanOut: units, activation } = program.layers.at(-1)!
  const rows = targets.length / units
  let [sum, correct] = [0, 0]
  for (let n = 0; n < rows; n++) {
    const row = outputRow(program, layers, targets, n)
    sum += rowCost(program.cost, activation.name, row)
    if (isCorrect(task, row)) correct++
  }
  const cost = sum / rows
  return { cost, correct, finite: Number.isFinite(cost) && layers.every(({ z, a }) => allFinite(z) && allFinite(a)) }
}
