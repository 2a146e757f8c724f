import { signal } from '@preact/signals'
import type { Mistake } from '../../../errors/index.ts'
import type { Setting } from '../edit/edit.ts'

/** A data set of the reader's own that the page has: what to call it, and the settings that take it. */
export interface OwnSet {
  readonly name: string
  readonly rows: number
  readonly inputs: number
  readonly settings: readonly Setting[]
  /** What the targets may be called: columns of a table, arrays of an archive. */
  readonly targets: readonly string[]
}

/** By the name that `data.inputs` gives. */
export const ownSets = signal<ReadonlyMap<string, OwnSet>>(new Map())
/** What happens to the files that were given last; said where data are chosen. */
export type Taking =
  | null
  | { readonly kind: 'reading' | 'waiting'; readonly name: string }
  | { readonly kind: 'failed'; readonly mistake: Mistake }
export const taking = signal<Taking>(null)
/** Whether files hang over the page. */
export const hovering = signal(false)
