import { computed } from '@preact/signals'
import { language } from '../state/settings.ts'
import { english, type ShareWords } from '../words/share.en.ts'
import { chinese } from '../words/share.zh.ts'

export const shareWords = computed<ShareWords>(() => (language.value === 'zh' ? chinese : english))
