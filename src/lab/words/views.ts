import { computed } from '@preact/signals'
import { language } from '../state/settings.ts'
import { english, type ViewWords } from './views.en.ts'
import { chinese } from './views.zh.ts'

/** What the views say, in the language chosen. */
export const viewWords = computed<ViewWords>(() => (language.value === 'zh' ? chinese : english))
export type { ViewWords }
