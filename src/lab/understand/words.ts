import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { formulasEnglish, type FormulaWords } from '../words/formulas.en.ts'
import { formulasChinese } from '../words/formulas.zh.ts'
import { understandEnglish, type UnderstandWords } from '../words/understand.en.ts'
import { understandChinese } from '../words/understand.zh.ts'

/** What a panel says, in one language. */
export interface Words {
  readonly language: 'en' | 'zh'
  readonly text: UnderstandWords
  readonly formulas: FormulaWords
}

/** What every panel needs to know of the page. */
export interface Setting extends Words {
  /** Of every chart, in px; undefined: each follows its own place. */
  readonly width: number | undefined
}

export const WORDS: Readonly<Record<Words['language'], Words>> = {
  en: { language: 'en', text: understandEnglish, formulas: formulasEnglish },
  zh: { language: 'zh', text: understandChinese, formulas: formulasChinese }
}

export const WordsContext = createContext<Setting>({ ...WORDS.en, width: undefined })
export const useWords = (): Setting => useContext(WordsContext)
