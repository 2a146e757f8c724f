/** A linear readout: output_j = mean of target j + Σ_k weights[k·outputs + j]·(x_k − mean of x_k). */
export interface Readout {
  readonly weights: Float64Array
  readonly inputMeans: Float64Array
  readonly targetMeans: Float64Array
}

/** Rows of numbers, row-major: values [count, width]. */
export interface Rows {
  readonly values: ArrayLike<number>
  readonly count: number
  readonly width: number
}

function meansOf({ values, count, width }: Rows): Float64Array {
  const means = new Float64Array(width)
  for (let i = 0; i < count; i++) for (let k = 0; k < width; k++) means[k]! += values[i * width + k]!
  return means.map(sum => sum / count)
}

interface Sums { readonly gram: Float64Array; readonly cross: Float64Array }

/**
 * Lower triangle of X̃ᵀX̃, and X̃ᵀỸ, of the centred inputs and targets. Inputs that are mostly 0 (four fifths of an image) are centred
 * after the sums, Σxy − n x̄ȳ, so that zeros can be skipped; others before, because what varies in a layer may be little beside its mean.
 */
function products(inputs: Rows, targets: Rows, inputMeans: Float64Array, targetMeans: Float64Array): Sums {
  const { values: x, count, width: d } = inputs
  const { values: y, width: m } = targets
  let zeros = 0
  for (let i = 0; i < count * d; i++) if (x[i] === 0) zeros++
  const after = 2 * zeros > count * d
  const gram = new Float64Array(d * d)
  const cross = new Float64Array(d * m)
  const row = new Float64Array(d)
  const found = new Int32Array(d)
  for (let i = 0; i < count; i++) {
    let some = 0
    for (let k = 0; k < d; k++) if ((row[k] = x[i * d + k]! - (after ? 0 : inputMeans[k]!)) !== 0) found[some++] = k
    for (let s = 0; s < some; s++) {
      const a = found[s]!
      const value = row[a]!
      for (let t = 0; t <= s; t++) gram[a * d + found[t]!]! += value * row[found[t]!]!
      for (let j = 0; j < m; j++) cross[a * m + j]! += value * (y[i * m + j]! - targetMeans[j]!)
    }
  }
  // With Ỹ centred, Σ(x − x̄)ỹ = Σxỹ.
  if (after) for (let a = 0; a < d; a++) for (let b = 0; b <= a; b++) gram[a * d + b]! -= count * inputMeans[a]! * inputMeans[b]!
  return { gram, cross }
}

/** Solves A·B = C in place of C for a positive definite A [d, d] given by its lower triangle, which becomes its Cholesky factor. */
function solve(a: Float64Array, c: Float64Array, d: number, m: number): void {
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * d + j]!
      for (let k = 0; k < j; k++) sum -= a[i * d + k]! * a[j * d + k]!
      a[i * d + j] = i === j ? Math.sqrt(sum) : sum / a[j * d + j]!
    }
  }
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < d; i++) {
      let sum = c[i * m + j]!
      for (let k = 0; k < i; k++) sum -= a[i * d + k]! * c[k * m + j]!
      c[i * m + j] = sum / a[i * d + i]!
    }
    for (let i = d - 1; i >= 0; i--) {
      let sum = c[i * m + j]!
      for (let k = i + 1; k < d; k++) sum -= a[k * d + i]! * c[k * m + j]!
      c[i * m + j] = sum / a[i * d + i]!
    }
  }
}

/**
 * Ridge regression of targets [n, m] on inputs [n, d], with an unpenalised constant: the weights that make
 * Σ‖y − ȳ − Wᵀ(x − x̄)‖² + κ‖W‖² smallest, W = (X̃ᵀX̃ + κI)⁻¹X̃ᵀỸ, κ = `shrink` times the mean of X̃ᵀX̃'s diagonal, so that the choice
 * does not depend on the inputs' scale. A readout that no training is needed for: what can be told from a layer by one linear layer.
 * float64, by Cholesky; `shrink` > 0, from about 1e-10 where inputs depend on each other linearly. Inputs that never vary take no part.
 * O(n·d² + d³). Hoerl & Kennard 1970.
 */
export function ridgeReadout(inputs: Rows, targets: Rows, shrink: number): Readout {
  const [inputMeans, targetMeans] = [meansOf(inputs), meansOf(targets)]
  const { gram, cross } = products(inputs, targets, inputMeans, targetMeans)
  const d = inputs.width
  let trace = 0
  for (let k = 0; k < d; k++) trace += gram[k * d + k]!
  const kappa = trace > 0 ? (shrink * trace) / d : 1
  for (let k = 0; k < d; k++) gram[k * d + k]! += kappa
  solve(gram, cross, d, targets.width)
  return { weights: cross, inputMeans, targetMeans }
}

/** Rows whose largest output stands where the row of targets is 1. */
export function readoutCorrect({ weights, inputMeans, targetMeans }: Readout, inputs: Rows, targets: Rows): number {
  const { values: x, count, width: d } = inputs
  const m = targets.width
  const offset = targetMeans.map((mean, j) => mean - inputMeans.reduce((sum, v, k) => sum + v * weights[k * m + j]!, 0))
  const out = new Float64Array(m)
  let correct = 0
  for (let i = 0; i < count; i++) {
    out.set(offset)
    for (let k = 0; k < d; k++) {
      const v = x[i * d + k]!
      if (v !== 0) for (let j = 0; j < m; j++) out[j]! += v * weights[k * m + j]!
    }
    let best = 0
    for (let j = 1; j < m; j++) if (out[j]! > out[best]!) best = j
    if (targets.values[i * m + best] === 1) correct++
  }
  return correct
}

const part = ({ values, width }: Rows, from: number, to: number): Rows =>
  ({ values: Array.prototype.slice.call(values, from * width, to * width) as number[], count: to - from, width })

/**
 * The `shrink` of `choices` with which a readout of the first four fifths of the rows names most of the last fifth right; of several
 * equally good ones the largest. The rows must be in random order.
 */
export function chooseShrink(inputs: Rows, targets: Rows, choices: readonly number[]): number {
  const cut = Math.floor(0.8 * inputs.count)
  const [fit, held] = [[inputs, targets].map(r => part(r, 0, cut)), [inputs, targets].map(r => part(r, cut, r.count))]
  let best = { shrink: choices[0]!, correct: -1 }
  for (const shrink of choices) {
    const correct = readoutCorrect(ridgeReadout(fit[0]!, fit[1]!, shrink), held[0]!, held[1]!)
    if (correct > best.correct || (correct === best.correct && shrink > best.shrink)) best = { shrink, correct }
  }
  return best.shrink
}
