import { computed } from '@preact/signals'
import { language } from '../state/settings.ts'
import { english, type CompareWords } from '../words/compare.en.ts'
import { chinese } from '../words/compare.zh.ts'

export const compareWords = computed<CompareWords>(() => (language.value === 'zh' ? chinese : english))
