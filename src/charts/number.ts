const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** An integer in superscript signs: −5 → ⁻⁵. */
export function superscript(n: number): string {
  return [...String(n)].map(c => (c === '-' ? '⁻' : (raised[Number(c)] ?? c))).join('')
}

/** A number taken apart for setting: `mantissa` alone, or mantissa × 10^`exponent`. An empty mantissa stands for 1. */
export type SetNumber = { readonly mantissa: string; readonly exponent?: number }

const minus = (text: string): string => text.replace('-', '−')

/**
 * `x` to `digits` significant digits: plain between 10⁻³ and 10⁵ (whole numbers up to 10⁶ in full), else mantissa and
 * exponent. `trim` drops trailing zeros, as on an axis; a table keeps them, because they say how much is known.
 */
export function setNumber(x: number, digits = 3, trim = false): SetNumber {
  if (Number.isNaN(x)) return { mantissa: 'NaN' }
  if (!Number.isFinite(x)) return { mantissa: x > 0 ? '∞' : '−∞' }
  if (Number.isInteger(x) && Math.abs(x) < 1e6) return { mantissa: minus(String(x === 0 ? 0 : x)) }
  const size = Math.abs(x)
  const short = (text: string): string => minus(trim && text.includes('.') ? text.replace(/\.?0+$/, '') : text)
  if (size >= 1e-3 && size < 1e5) {
    const plain = x.toPrecision(digits)
    return { mantissa: short(plain.includes('e') ? String(Number(plain)) : plain) }
  }
  const [mantissa, exponent] = x.toExponential(digits - 1).split('e')
  const bare = short(mantissa)
  return { mantissa: trim && bare === '1' ? '' : trim && bare === '−1' ? '−' : bare, exponent: Number(exponent) }
}

/** Thousands of a plain number apart by `group`: 19000.5 → 19,000.5; nothing else is touched. */
export function grouped(text: string, group: string): string {
  return group === '' ? text : text.replace(/^(−?)(\d{4,})(?=\.|$)/, (_, sign: string, digits: string) =>
    sign + digits.replaceAll(/\B(?=(\d{3})+$)/g, group))
}

/** `setNumber` as one string: 2.98×10⁻³, 10⁻⁵, −0.25, ∞, NaN. */
export function numberText(x: number, digits = 3, trim = false): string {
  const { mantissa, exponent } = setNumber(x, digits, trim)
  if (exponent === undefined) return mantissa
  const times = mantissa === '' || mantissa === '−' ? '' : '×'
  return `${mantissa}${times}10${superscript(exponent)}`
}

/** For a terminal: 2.98e-3, 1e-5, −0.25 with an ASCII minus, inf, NaN. */
export function plainNumber(x: number, digits = 3): string {
  const { mantissa, exponent } = setNumber(x, digits)
  const plain = mantissa.replace('−', '-').replace('∞', 'inf')
  return exponent === undefined ? plain : `${plain}e${exponent}`
}
