/**
 * A number for people: `digits` significant digits, plain from 0.001 to a million, else scientific (`6.57e-5`); whole numbers
 * below a million in full; no zeros at the end that the number does not have (0.1 stays `0.1`, 0.3000004 becomes `0.300`).
 */
export function formatNumber(x: number, digits = 3): string {
  if (Number.isNaN(x)) return 'NaN'
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '-∞'
  if (x === 0) return '0'
  const significant = Math.min(17, Math.max(1, Math.floor(digits) || 1))
  const size = Math.abs(x)
  if (Number.isInteger(x) && size < 1e6) return String(x)
  const rounded = Number(x.toPrecision(significant))
  // Round first: 0.00099999 is shown as 0.001 and 999999.9 as 1e6, each in the form of what is shown.
  if (Math.abs(rounded) >= 1e-3 && Math.abs(rounded) < 1e6) return plain(x, rounded, significant)
  const [mantissa, exponent] = x.toExponential(significant - 1).split('e') as [string, string]
  const short = rounded === x && mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  return `${short}e${Number(exponent)}`
}

function plain(x: number, rounded: number, significant: number): string {
  const exact = String(x)
  const whole = String(Math.floor(Math.abs(rounded))).length
  if (Math.abs(rounded) >= 1 && whole >= significant) return x.toFixed(0)
  const text = x.toPrecision(significant)
  return exact.length < text.length ? exact : text
}
