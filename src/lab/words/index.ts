import { inBoth } from './pack.ts'
import { english, type ShellWords } from './shell.en.ts'

/** The shell's words in the language chosen. Parts that are loaded on demand bring catalogues of their own. */
export const words = inBoth<ShellWords>(english, pack => pack.shell)
export type { ShellWords }

/** Every member a string, or a function that gives one: what a second language must have too. */
export type Catalogue<T> = { readonly [K in keyof T]: T[K] extends (...given: infer A) => string ? (...given: A) => string : T[K] extends string ? string : Catalogue<T[K]> }
