import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ActivationName } from '../../experiment/index.ts'
import { english } from '../words/controls.en.ts'
import { chinese } from '../words/controls.zh.ts'
import { formulasEnglish, type FormulaWords } from '../words/formulas.en.ts'
import { formulasChinese } from '../words/formulas.zh.ts'
import { understandEnglish, type UnderstandWords } from '../words/understand.en.ts'
import { understandChinese } from '../words/understand.zh.ts'

/** What a panel says, in one language. */
export interface Words {
  readonly language: 'en' | 'zh'
  readonly text: UnderstandWords
  readonly formulas: FormulaWords
  /** As the build panel calls them. */
  readonly activations: Readonly<Record<ActivationName, string>>
}

/** What every panel needs to know of the page. */
export interface Setting extends Words {
  /** Of every chart, in px; undefined: each follows its own place. */
  readonly width: number | undefined
}

export const WORDS: Readonly<Record<Words['language'], Words>> = {
  en: { language: 'en', text: understandEnglish, formulas: formulasEnglish, activations: english.activations },
  zh: { language: 'zh', text: understandChinese, formulas: formulasChinese, activations: chinese.activations }
}

export const WordsContext = createContext<Setting>({ ...WORDS.en, width: undefined })
export const useWords = (): Setting => useContext(WordsContext)
