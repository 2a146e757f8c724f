import type { JSX } from 'preact'
import type { Mistake } from '../../errors/index.ts'
import { words } from '../words/index.ts'

/** A mistake in words. At its own field (`brief`) the place goes without saying. */
export function MistakeText({ mistake, brief = false }: { readonly mistake: Mistake; readonly brief?: boolean }): JSX.Element {
  const { where, expected, got, remedy } = mistake
  const w = words.value
  return <>{brief ? w.mistakeHere(expected, got) : w.mistake(where, expected, got)}{remedy ? ` ${remedy}` : ''}</>
}
