import type { JSX } from 'preact'
import { BarsPicture } from './bars.tsx'
import type { Figure } from './figure.ts'
import { HeatPicture } from './heat.tsx'
import { LinesPicture } from './lines.tsx'
import { notesOn } from './lines-layout.ts'
import { NeuronsPicture } from './neurons.tsx'
import { numberText } from './number.ts'
import { type Numbers, numbersOf } from './numbers.ts'
import { narrow, type Size, wide } from './size.ts'
import { clean, prose } from './text.ts'

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
                return <td {...side(c)}>{typeof cell === 'number' ? numberText(cell, 4) : clean(cell, 300)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PictureAt(props: { readonly figure: Figure; readonly size: Size; readonly id?: string | undefined }): JSX.Element | null {
  const { figure, size, id } = props
  switch (figure.kind) {
    case 'lines': return <LinesPicture figure={figure} size={size} id={id} />
    case 'bars': return <BarsPicture figure={figure} size={size} id={id} />
    case 'neurons': return <NeuronsPicture figure={figure} size={size} id={id} />
    case 'heat': return <HeatPicture figure={figure} size={size} id={id} />
    case 'table': return null
    default: return figure satisfies never
  }
}

/**
 * A figure with its title, picture at two widths (CSS shows one), caption and the numbers behind it. Pure: the same data
 * gives the same markup. `id` must be unique on the page; it ties the picture to its name for screen readers. Needs `chartStyles`.
 */
export function FigureView({ figure, id }: { readonly figure: Figure; readonly id?: string }): JSX.Element {
  const numbers = numbersOf(figure)
  const title = prose(figure.title, 300)
  const notes = figure.kind === 'lines' ? notesOn(figure) : ''
  const caption = [prose(figure.caption, 2000), notes].filter(t => t !== '').join(' ')
  const table = <NumbersTable numbers={numbers} label={`${title}: numbers`} />
  return (
    <figure class={figure.kind === 'table' && figure.folded ? 'ds-figure ds-folded' : 'ds-figure'} id={id}>
      <p class="ds-title">{title}</p>
      {figure.kind === 'table' ? !figure.folded && table : [
        <PictureAt figure={figure} size={wide} id={id} />,
        <PictureAt figure={figure} size={narrow} id={id} />
      ]}
      {caption && <figcaption>{caption}</figcaption>}
      {figure.kind === 'table' && !figure.folded ? numbers.note && <p class="ds-note">{numbers.note}</p> : (
        <details class="ds-details">
          <summary>{figure.kind === 'table' ? `All ${figure.rows.length} rows` : 'The numbers'}</summary>
          {numbers.note && <p class="ds-note">{clean(numbers.note, 2000)}</p>}
          {table}
        </details>
      )}
    </figure>
  )
}
