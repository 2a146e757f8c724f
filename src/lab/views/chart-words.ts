import { englishWords, type ChartWords } from '../../charts/index.ts'
import { inBoth } from '../words/pack.ts'

/** What charts say on their own, in the language chosen. */
export const chartWords = inBoth<ChartWords>(englishWords, pack => pack.charts)
