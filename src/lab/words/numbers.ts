import { grouped } from '../../charts/index.ts'
import { language } from '../state/settings.ts'

/** Thousands of a plain number apart, as each language's texts have it: 19,000.5 in English, 19000.5 in Chinese. */
export const groupedText = (text: string): string => grouped(text, language.value === 'zh' ? '' : ',')

/** A count, whole. */
export const countText = (count: number): string => groupedText(String(Math.round(count)))

/** An epoch: whole ones as counts, parts of one with as many digits as tell updates apart. */
export const epochText = (epoch: number): string =>
  groupedText(Number.isInteger(epoch) ? String(epoch) : epoch.toFixed(epoch < 10 ? 3 : 2))
