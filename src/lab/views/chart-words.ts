import { computed } from '@preact/signals'
import { chineseWords, englishWords, type ChartWords } from '../../charts/index.ts'
import { language } from '../state/settings.ts'

/** What charts say on their own, in the language chosen. */
export const chartWords = computed<ChartWords>(() => (language.value === 'zh' ? chineseWords : englishWords))
