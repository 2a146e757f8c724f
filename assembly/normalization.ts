// Batch and layer normalisation: x̂ = (s − mean)·inverseStd, z = gains ⊙ x̂ + biases; biased variance, ε = 1e-5.
import { high, low, splat, total } from './math'
import { getF, getI, getP } from './table'
import {
  BIASES, DS, DELTA, FAN_OUT, GAINS, HEAD_ROWS, HEAD_SCRATCH, INVERSE_STD, MASK, MODE_EVALUATE, MODE_TRAIN, NORMALIZATION, NORMALIZATION_BATCH,
  NORMALIZED, RUNNING, STRIDE, Z
} from '../src/kernels/wasm/slots'

const EPSILON: f64 = 1e-5

/** s stands in NORMALIZED and becomes x̂ there; z is written; rows [from, to), for batch normalisation all of them. */
export function normalize(head: usize, layer: usize, mode: i32, from: i32, to: i32): void {
  if (getI(layer, NORMALIZATION) == NORMALIZATION_BATCH) batchStatistics(head, layer, mode)
  else layerStatistics(layer, from, to)
  const width = <usize>getI(layer, STRIDE) << 2
  const gains = getP(layer, GAINS), biases = getP(layer, BIASES)
  let x = getP(layer, NORMALIZED) + <usize>from * width, z = getP(layer, Z) + <usize>from * width
  for (let r = from; r < to; r++) {
    for (let j: usize = 0; j < width; j += 16) {
      v128.store(z + j, f32x4.add(f32x4.mul(v128.load(gains + j), v128.load(x + j)), v128.load(biases + j)))
    }
    x += width
    z += width
  }
}

function batchStatistics(head: usize, layer: usize, mode: i32): void {
  const rows = getI(head, HEAD_ROWS), stride = getI(layer, STRIDE), width = <usize>stride << 2
  const x = getP(layer, NORMALIZED)
  const runningMean = getP(layer, RUNNING), runningVariance = runningMean + width
  const unset = isNaN(load<f32>(runningMean))
  for (let j = 0; j < stride; j++) {
    const column = <usize>j << 2
    let mean: f64 = 0, variance: f64 = 0
    if (mode == MODE_EVALUATE && !unset) {
      mean = load<f32>(runningMean + column)
      variance = load<f32>(runningVariance + column)
    } else {
      for (let r = 0; r < rows; r++) mean += <f64>load<f32>(x + <usize>r * width + column)
      mean /= <f64>rows
      for (let r = 0; r < rows; r++) {
        const d = <f64>load<f32>(x + <usize>r * width + column) - mean
        variance += d * d
      }
      variance /= <f64>rows
    }
    if (mode == MODE_TRAIN) {
      const next = column + 2 * width
      store<f32>(runningVariance + next, <f32>(unset ? variance : 0.9 * load<f32>(runningVariance + column) + 0.1 * variance))
      store<f32>(runningMean + next, <f32>(unset ? mean : 0.9 * load<f32>(runningMean + column) + 0.1 * mean))
    }
    const inverse = 1 / Math.sqrt(variance + EPSILON)
    store<f32>(getP(layer, INVERSE_STD) + column, <f32>inverse)
    for (let r = 0; r < rows; r++) {
      const p = x + <usize>r * width + column
      store<f32>(p, <f32>((<f64>load<f32>(p) - mean) * inverse))
    }
  }
}

/** After a step whose pass was finite: the running statistics that it has prepared. */
export function keepStatistics(layer: usize): void {
  const to = getP(layer, RUNNING), size = to ? <usize>getI(layer, STRIDE) << 3 : 0
  for (let i: usize = 0; i < size; i += 16) v128.store(to + i, v128.load(to + size + i))
}

function layerStatistics(layer: usize, from: i32, to: i32): void {
  const width = <usize>getI(layer, STRIDE) << 2, units = <f64>getI(layer, FAN_OUT)
  const mask = getP(layer, MASK)
  let x = getP(layer, NORMALIZED) + <usize>from * width
  for (let r = from; r < to; r++) {
    let sum = f64x2.splat(0)
    for (let j: usize = 0; j < width; j += 16) {
      const v = v128.load(x + j)
      sum = f64x2.add(f64x2.add(sum, low(v)), high(v))
    }
    const mean = total(sum) / units
    let squares = f64x2.splat(0)
    for (let j: usize = 0; j < width; j += 16) {
      const d = v128.and(f32x4.sub(v128.load(x + j), splat(<f32>mean)), v128.load(mask + j))
      squares = f64x2.add(f64x2.add(squares, f64x2.mul(low(d), low(d))), f64x2.mul(high(d), high(d)))
    }
    const inverse = <f32>(1 / Math.sqrt(total(squares) / units + EPSILON))
    store<f32>(getP(layer, INVERSE_STD) + (<usize>r << 2), inverse)
    for (let j: usize = 0; j < width; j += 16) {
      const d = v128.and(f32x4.sub(v128.load(x + j), splat(<f32>mean)), v128.load(mask + j))
      v128.store(x + j, f32x4.mul(d, splat(inverse)))
    }
    x += width
  }
}

/** DS = ∂C/∂s from DELTA = ∂C/∂z: inverseStd·(d − mean d − x̂·mean(d x̂)), d = gains ⊙ δ. `gradGains` f32[stride] gets Σ δ x̂. */
export function normalizeBack(head: usize, layer: usize, gradGains: usize): void {
  const rows = getI(head, HEAD_ROWS), stride = getI(layer, STRIDE), width = <usize>stride << 2
  const x = getP(layer, NORMALIZED), d = getP(layer, DELTA), out = getP(layer, DS), gains = getP(layer, GAINS)
  const sums = getP(head, HEAD_SCRATCH)
  for (let j = 0; j < stride; j++) {
    const column = <usize>j << 2
    let sum: f64 = 0, dot: f64 = 0
    for (let r = 0; r < rows; r++) {
      const p = <usize>r * width + column
      sum += <f64>load<f32>(d + p)
      dot += <f64>load<f32>(d + p) * <f64>load<f32>(x + p)
    }
    store<f64>(sums + (<usize>j << 4), sum)
    store<f64>(sums + (<usize>j << 4), dot, 8)
    store<f32>(gradGains + column, <f32>dot)
  }
  const inverse = getP(layer, INVERSE_STD)
  if (getI(layer, NORMALIZATION) == NORMALIZATION_BATCH) {
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < stride; j++) {
        const column = <usize>j << 2, p = <usize>r * width + column
        const mean = getF(sums, 2 * j) / <f64>rows, dot = getF(sums, 2 * j + 1) / <f64>rows
        const scale = <f64>load<f32>(gains + column) * <f64>load<f32>(inverse + column)
        store<f32>(out + p, <f32>(scale * (<f64>load<f32>(d + p) - mean - <f64>load<f32>(x + p) * dot)))
      }
    }
    return
  }
  const units = getI(layer, FAN_OUT)
  for (let r = 0; r < rows; r++) {
    const row = <usize>r * width
    let mean: f64 = 0, dot: f64 = 0
    for (let j = 0; j < units; j++) {
      const p = row + (<usize>j << 2)
      const v = <f64>load<f32>(gains + (<usize>j << 2)) * <f64>load<f32>(d + p)
      mean += v
      dot += v * <f64>load<f32>(x + p)
    }
    mean /= <f64>units
    dot /= <f64>units
    const scale = <f64>load<f32>(inverse + (<usize>r << 2))
    for (let j = 0; j < units; j++) {
      const p = row + (<usize>j << 2)
      const v = <f64>load<f32>(gains + (<usize>j << 2)) * <f64>load<f32>(d + p)
      store<f32>(out + p, <f32>(scale * (v - mean - <f64>load<f32>(x + p) * dot)))
    }
  }
}
