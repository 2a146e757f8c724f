/** A table as data: the text and the Markdown are two views of it. Notes are lines below it. */
export interface Table {
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
  readonly notes: readonly string[]
}
export interface Column {
  readonly name: string
  /** Numbers to the right. */
  readonly right?: boolean
}

/** Columns from names; those that begin with `>` stand to the right. */
export function columnsOf(...names: readonly string[]): Column[] {
  return names.map(name => (name.startsWith('>') ? { name: name.slice(1), right: true } : { name }))
}

/** Signs as a terminal counts them: combining marks take no room. */
const widthOf = (text: string): number => [...text.replaceAll(/\p{M}/gu, '')].length

export function toText({ title, columns, rows, notes }: Table): string {
  const widths = columns.map(({ name }, i) => Math.max(widthOf(name), ...rows.map(row => widthOf(row[i]!))))
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => {
      const room = ' '.repeat(widths[i]! - widthOf(cell))
      return columns[i]!.right ? room + cell : cell + room
    }).join('  ').trimEnd()
  const head = columns.length === 0 ? [] : [line(columns.map(({ name }) => name)), widths.map(width => '─'.repeat(width)).join('  ')]
  return [title, ...head, ...rows.map(line), ...notes.flatMap(wrapped)].join('\n')
}

const NOTE_WIDTH = 130

/** A note in lines broken at spaces. */
function wrapped(note: string): string[] {
  const lines: string[] = []
  for (const word of note.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || widthOf(last) + 1 + widthOf(word) > NOTE_WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

export function toMarkdown({ title, columns, rows, notes }: Table): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|')
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  const rule = `|${columns.map(({ right }) => (right ? '--:|' : '---|')).join('')}`
  const table = columns.length === 0 ? [] : [[line(columns.map(({ name }) => name)), rule, ...rows.map(line)].join('\n')]
  return [`### ${title}`, ...table, ...notes.map(note => cell(note))].join('\n\n')
}
