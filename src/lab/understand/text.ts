import { valueText } from '../views/numbers-text.ts'

/** A number in a sentence: three digits, no zeros at the end, thousands apart as on the rest of the page. */
export const num = (x: number, digits = 3): string => valueText(x, digits, true)

/** A share in per cent. */
export const percent = (share: number, digits = 2): string => `${num(100 * share, digits)} %`

const lowered = '₀₁₂₃₄₅₆₇₈₉'

/** A whole number as a subscript: 12 → ₁₂. */
export const sub = (n: number): string => [...String(n)].map(c => lowered[Number(c)]).join('')

/** How many times slower or faster, from a ratio of speeds. */
export function speedWords(ratio: number, words: {
  readonly slower: (times: string) => string
  readonly faster: (times: string) => string
  readonly alike: string
  readonly stuck: string
}): string {
  const size = Math.abs(ratio)
  if (size === 0) return words.stuck
  if (Math.abs(size - 1) < 5e-4) return words.alike
  return size < 1 ? words.slower(num(1 / size)) : words.faster(num(size))
}
