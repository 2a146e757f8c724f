import type { ChartWords } from './words.ts'

/** A table of numbers ready to be set. `note` says which rows are missing. */
export type Numbers = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
  readonly note: string
  /** What stands between thousands; default nothing. */
  readonly group?: string
}

/** The most rows and columns a table shows: enough to check a curve by hand, little enough to keep a report small. */
export const mostRows = 24
export const mostColumns = 13

/** What a table leaves out; nothing where it has all rows. */
export const thinned = (shown: number, all: number, words: ChartWords): string => (shown < all ? words.rowsShown(shown, all) : '')
