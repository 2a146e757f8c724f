import { terminalTable } from '../charts/index.ts'
import { asciiOnly, columns, legible } from './streams.ts'

/** Heads that may be broken where they have a space, and what they are where they are not. */
const BREAKABLE = [['satu- rated', 'saturated'], ['‖ΔW‖/ ‖W‖', '‖ΔW‖/‖W‖']] as const

/** A table as wide as the window, in signs it can show. A head that may be broken stands whole where it was not. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const text = terminalTable(heads.map(legible), rows.map(row => row.map(legible)), { width: columns(), ascii: asciiOnly() })
  return BREAKABLE.reduce(unbroken, text).replaceAll(/ +$/gm, '')
}

function unbroken(text: string, [apart, whole]: readonly [string, string]): string {
  return text.replaceAll(legible(apart), legible(whole).padEnd(legible(apart).length))
}
