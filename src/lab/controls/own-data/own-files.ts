import { signal } from '@preact/signals'
import type { Mistake } from '../../../errors/index.ts'
import type { Experiment } from '../../../experiment/index.ts'
import type { Setting } from '../edit/edit.ts'
import type { Unequal } from './sizes.ts'

/** A data set of the reader's own that the page has: what to call it, and the settings that take it. */
export interface OwnSet {
  readonly name: string
  readonly rows: number
  readonly inputs: number
  readonly settings: readonly Setting[]
  /** What the targets may be called: columns of a table, arrays of an archive. */
  readonly targets: readonly string[]
  /** Which files it is made of. */
  readonly files: readonly string[]
  /** What makes its inputs hard to learn from as they are; null once a reader has said to leave them so. */
  readonly unequal: Unequal | null
}

/** By the name that `data.inputs` gives. */
export const ownSets = signal<ReadonlyMap<string, OwnSet>>(new Map())
/** What happens to the files that were given last; said where data are chosen. */
export type Taking =
  | null
  | { readonly kind: 'reading' | 'waiting'; readonly name: string }
  | { readonly kind: 'failed'; readonly mistake: Mistake }
export const taking = signal<Taking>(null)
/** What is to be said of the inputs of this experiment; null where they are well as they are. */
export function unequalInputs({ data }: Experiment): Unequal | null {
  return 'inputs' in data && !data.standardize ? (ownSets.value.get(data.inputs)?.unequal ?? null) : null
}

/** A reader has seen what there is to say, and leaves the data as they are. */
export function leaveUnequal(name: string): void {
  const set = ownSets.peek().get(name)
  if (set) ownSets.value = new Map([...ownSets.peek(), [name, { ...set, unequal: null }]])
}

/** Whether files hang over the page. */
export const hovering = signal(false)
