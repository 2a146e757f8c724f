import type { Figure } from './figure.ts'
import { numbersOf } from './numbers.ts'
import { terminalTable, type TerminalTableOptions } from './terminal-table.ts'
import { englishWords } from './words.ts'

/** Any figure's numbers for a terminal: its title, the table behind it, and what the table leaves out. */
export function terminalFigure(figure: Figure, options: TerminalTableOptions = {}, words = englishWords): string {
  const { columns, rows, note } = numbersOf(figure, words)
  return [figure.title, '', terminalTable(columns, rows, options), ...(note === '' ? [] : [note])].join('\n')
}
