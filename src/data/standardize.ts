import { shown } from '../errors/index.ts'
import { fileFault } from './fault.ts'

/** Mean and standard deviation of every column; deviation 1 for a column that never changes. */
export interface Moments {
  readonly mean: Float64Array
  readonly deviation: Float64Array
}

/**
 * m_k = x_0k + Σ_n (x_nk − x_0k)/N and s_k = √(Σ_n (x_nk − m_k)²/N) of `values` [rows, columns], in float64 and in the order of the rows.
 * Counted from the first row, so that a column that never changes has the deviation 0 exactly, which stands as 1. Values must fit float32.
 */
export function columnMoments(values: Float64Array, rows: number, columns: number): Moments {
  const mean = new Float64Array(columns)
  const deviation = new Float64Array(columns)
  for (let k = 0; k < columns; k++) {
    const first = values[k]!
    let sum = 0
    for (let n = 0; n < rows; n++) sum += values[n * columns + k]! - first
    const middle = first + sum / rows
    let squares = 0
    for (let n = 0; n < rows; n++) {
      const off = values[n * columns + k]! - middle
      squares += off * off
    }
    mean[k] = middle
    deviation[k] = Math.sqrt(squares / rows) || 1
  }
  return { mean, deviation }
}

/** (x − m)/s of `values` [rows, columns], rounded once to float32. `where` names a value that is too large, by row and column. */
export function standardized(values: Float64Array, { mean, deviation }: Moments, where: (row: number, column: number) => string): Float32Array {
  const columns = mean.length
  const out = new Float32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const k = i % columns
    out[i] = (values[i]! - mean[k]!) / deviation[k]!
    if (Number.isFinite(out[i]!) && Number.isFinite(Math.fround(values[i]!))) continue
    throw fileFault(where(Math.floor(i / columns), k), 'a value that fits float32, as it is and standardized', shown(values[i]))
  }
  return out
}
