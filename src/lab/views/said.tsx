import type { JSX } from 'preact'
import type { FormulaId } from '../understand/formulas.ts'
import { FormulaButton } from './formula-button.tsx'

/** What stands in a template's place: a name, or a number that opens its formula. */
export interface Part {
  readonly text: string
  readonly formula?: FormulaId
  /** The layer that it is of, to be marked among the formula's values. */
  readonly layer?: number
}

/** Words of one of the catalogues' templates, each with what belongs in its places. */
export interface Phrase {
  readonly template: string
  readonly parts: Readonly<Record<string, Part>>
}

export type Said = readonly Phrase[]

/** A phrase; a part given as a string is plain text. */
export function phrase(template: string, parts: Readonly<Record<string, string | Part>> = {}): Phrase {
  const set = Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? { text: part } : part] as const)
  return { template, parts: Object.fromEntries(set) }
}

/** How many layers a picture has of how many, where it has not all. */
export const drawnSaid = (shown: number, all: number, template: string): Said =>
  (shown < all ? [phrase(template, { shown: String(shown), all: String(all) })] : [])

/** The text piece by piece, the first letter of each sentence a capital. A place that nothing was given for stays empty. */
export function piecesOf(said: Said): Part[] {
  const pieces: Part[] = []
  let before = ''
  const add = (part: Part): void => {
    if (part.text === '') return
    const begins = before === '' || /[.!?] $/.test(before)
    const text = begins ? part.text.slice(0, 1).toUpperCase() + part.text.slice(1) : part.text
    before = (before + text).slice(-2)
    const plain = part.formula === undefined && pieces.length > 0 && pieces.at(-1)!.formula === undefined
    if (plain) pieces.push({ text: pieces.pop()!.text + text })
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

interface Kept { text: string; readonly formula?: FormulaId; readonly layer?: number; before?: string; after?: string }

/** Lines may break on both sides of a button; so each takes along the signs that belong to it: "1/" before, "." after. */
export function kept(pieces: readonly Part[]): readonly Readonly<Kept>[] {
  const joined: Kept[] = pieces.map(piece => ({ ...piece }))
  joined.forEach((piece, i) => {
    if (piece.formula === undefined) return
    const [left, right] = [joined[i - 1], joined[i + 1]]
    if (left && left.formula === undefined) {
      piece.before = /[^\s\p{Script=Han}，。；：、]*$/u.exec(left.text)![0]
      left.text = left.text.slice(0, left.text.length - piece.before.length)
    }
    if (right && right.formula === undefined) {
      piece.after = /^[^\s\p{L}\p{N}]*/u.exec(right.text)![0]
      right.text = right.text.slice(piece.after.length)
    }
  })
  return joined
}

/** The sentence with its numbers as buttons. */
export function Sentence({ said }: { readonly said: Said }): JSX.Element {
  return <>{kept(piecesOf(said)).map(({ before, text, formula, layer, after }) => (formula === undefined ? text : (
    <span class="keep">{before}<FormulaButton id={formula} {...(layer === undefined ? {} : { layer })}>{text}</FormulaButton>{after}</span>
  )))}</>
}
