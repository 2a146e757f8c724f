import { computed } from '@preact/signals'
import { language } from '../state/settings.ts'
import { english, type ControlWords } from './controls.en.ts'
import { chinese } from './controls.zh.ts'

/** The build panel's words in the language chosen; they come with the panel. */
export const controlWords = computed<ControlWords>(() => (language.value === 'zh' ? chinese : english))
