import type { JSX } from 'preact'
import type { FormulaId } from '../understand/formulas.ts'
import { FormulaButton } from './formula-button.tsx'

/** What stands in a template's place: a name, or a number that opens its formula. */
export interface Part {
  readonly text: string
  readonly formula?: FormulaId
}

/** Words of one of the catalogues' templates, each with what belongs in its places. */
export interface Phrase {
  readonly template: string
  readonly parts: Readonly<Record<string, Part>>
}

export type Said = readonly Phrase[]

/** A phrase; a part given as a string is plain text. */
export function phrase(template: string, parts: Readonly<Record<string, string | Part>> = {}): Phrase {
  return { template, parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? { text: part } : part])) }
}

/** The text piece by piece, the first letter of each sentence a capital. A place that nothing was given for stays empty. */
export function piecesOf(said: Said): Part[] {
  const pieces: Part[] = []
  let before = ''
  const add = (part: Part): void => {
    if (part.text === '') return
    const begins = before === '' || /[.!?] $/.test(before)
    const text = begins ? part.text.slice(0, 1).toUpperCase() + part.text.slice(1) : part.text
    before = (before + text).slice(-2)
    if (part.formula === undefined && pieces.length > 0 && pieces.at(-1)!.formula === undefined) pieces.push({ text: pieces.pop()!.text + text })
    else pieces.push({ ...part, text })
  }
  for (const { template, parts } of said) {
    template.split(/\{(\w+)\}/).forEach((text, i) => add(i % 2 === 0 ? { text } : (parts[text] ?? { text: '' })))
  }
  return pieces
}

export function textOf(said: Said): string {
  return piecesOf(said).map(({ text }) => text).join('')
}

/** The sentence with its numbers as buttons. */
export function Sentence({ said }: { readonly said: Said }): JSX.Element {
  return <>{piecesOf(said).map(({ text, formula }) => (formula === undefined ? text : <FormulaButton id={formula}>{text}</FormulaButton>))}</>
}
