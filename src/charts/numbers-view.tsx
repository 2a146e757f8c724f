import type { JSX } from 'preact'
import { grouped, numberText } from './number.ts'
import type { Numbers } from './numbers-table.ts'
import { clean } from './text.ts'

/** A cell that was set as text but reads as a number: 96.48, ± 0.51, 12 %, 2.1e-5, 2.1×10⁻⁵. */
const asNumber = /^[±+−-]? ?\d*\.?\d+(e[+-]?\d+|×10[⁻⁰¹²³⁴-⁹]+)?\s?[%×]?$/

/** Numbers as a real table; a column of numbers stands right-aligned, and the table scrolls by itself where it is too wide. */
export function NumbersTable({ numbers, label }: { readonly numbers: Numbers; readonly label: string }): JSX.Element {
  const empty = (cell: unknown): boolean => cell === '' || cell === undefined
  const numeric = numbers.columns.map((_, c) => numbers.rows.some(r => !empty(r[c])) &&
    numbers.rows.every(r => empty(r[c]) || typeof r[c] === 'number' || asNumber.test(r[c])))
  const side = (c: number): { class?: string } => (numeric[c] ? { class: 'ds-num' } : {})
  return (
    <div class="ds-scroll" tabindex={0} role="region" aria-label={label}>
      <table class="ds-table">
        <thead><tr>{numbers.columns.map((name, c) => <th scope="col" {...side(c)}>{clean(name, 80)}</th>)}</tr></thead>
        <tbody>
          {numbers.rows.map(row => (
            <tr>
              {numbers.columns.map((_, c) => {
                const cell = row[c] ?? ''
                return <td {...side(c)}>{typeof cell === 'number' ? grouped(numberText(cell, 4), numbers.group ?? '') : clean(cell, 300)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
