import { numberText } from '../../charts/index.ts'
import { countText, groupedText } from '../words/numbers.ts'

/** A value: 0.0314, 1,230, 3.1×10⁸, thousands apart as in countText. */
export const valueText = (x: number, digits = 3, trim = false): string => groupedText(numberText(x, digits, trim))

/** How many times: 1.4, 5.2, 96, 123, 19,000, 3.1×10⁸. */
export function timesText(ratio: number): string {
  if (ratio >= 999.5 && ratio < 1e6) return countText(Number(ratio.toPrecision(2)))
  return valueText(ratio >= 100 && ratio < 1000 ? Math.round(ratio) : ratio, 2)
}

/** A factor that a layer multiplies by: 0.21, 1.03; small and large ones to two digits. */
export function factorText(factor: number): string {
  return factor >= 0.095 && factor < 99.5 ? factor.toFixed(2) : valueText(factor, 2)
}

/** A share in per cent: 0 %, 0.003 %, 4.2 %, 99.8 %, > 99.9 %, 100 %. Never rounded to 0 or 100 where it is neither. */
export function shareText(share: number): string {
  const percent = 100 * share
  if (!Number.isFinite(percent)) return valueText(share)
  if (percent === 0 || percent >= 1e4) return `${valueText(percent, 3, true)} %`
  const places = Math.abs(percent) < 10 || (percent > 90 && percent < 100) ? 1 : 0
  const text = percent.toFixed(places)
  if (Number(text) === 0) return `${valueText(percent, 1, true)} %`
  if (Number(text) === 100 && percent < 100) return '> 99.9 %'
  return `${groupedText(text.replace(/\.0$/, '').replace('-', '−'))} %`
}
