import { exp, log } from '../numerics/index.ts'
import { prevalenceRange, prevalenceWidth, sigmoidSlope, widestPrevalence } from '../theory/index.ts'
import { indices } from './figures.ts'

export interface PrevalenceEvidence {
  /** Largest |wσ′(wa + b)| found for |w| < 4. */
  readonly largestBelowFour: number
  /** Width of the range of inputs: by equation 123, and as the distance of two roots. */
  readonly widths: readonly { readonly weight: number; readonly formula: number; readonly roots: number }[]
  /** The formula alone, closely spaced. */
  readonly curve: { readonly x: readonly number[]; readonly y: readonly number[] }
  readonly maximum: { readonly weight: number; readonly width: number }
}

const weights = [4.0001, 4.01, 4.1, 4.5, 5, 5.5, 6, 6.5, 6.9, 7.5, 8.5, 10, 13, 17, 25, 40, 60, 100]

/** Everything is computed anew; the biases differ from weight to weight because the width must not depend on them. */
export function gatherPrevalence(): PrevalenceEvidence {
  const grid = indices(400).flatMap(i => indices(401).map(k => ((i + 0.5) / 100) * sigmoidSlope((k - 200) / 50)))
  const fine = indices(160).map(i => 4 * exp((i / 159) * log(25))) // evenly by logarithm from 4 to 100
  return {
    largestBelowFour: grid.reduce((most, v) => Math.max(most, v), 0),
    widths: weights.map((weight, i) => {
      const range = prevalenceRange(i % 2 === 0 ? weight : -weight, (i - 9) / 3)
      return { weight, formula: prevalenceWidth(weight), roots: range ? range.width : 0 }
    }),
    curve: { x: fine, y: fine.map(prevalenceWidth) },
    maximum: widestPrevalence()
  }
}
