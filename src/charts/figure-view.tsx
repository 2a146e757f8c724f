import type { JSX } from 'preact'
import { BarsPicture } from './bars.tsx'
import { FactorsPicture } from './factors.tsx'
import type { Figure } from './figure.ts'
import { HeatPicture } from './heat.tsx'
import { HistogramPicture } from './histogram.tsx'
import { LinesPicture } from './lines.tsx'
import { notesOn } from './lines-text.ts'
import { NetworkPicture } from './network.tsx'
import { NeuronsPicture } from './neurons.tsx'
import { numberText } from './number.ts'
import { numbersOf } from './numbers.ts'
import type { Numbers } from './numbers-table.ts'
import { SharesPicture } from './shares.tsx'
import { narrow, wide } from './size.ts'
import { SlopesPicture } from './slopes.tsx'
import type { PictureProps } from './svg-parts.tsx'
import { clean, prose } from './text.ts'
import { type ChartWords, englishWords } from './words.ts'

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

function PictureAt(props: PictureProps<Figure>): JSX.Element | null {
  const { figure, size, id, words } = props
  switch (figure.kind) {
    case 'lines': return <LinesPicture figure={figure} size={size} id={id} words={words} />
    case 'bars': return <BarsPicture figure={figure} size={size} id={id} words={words} />
    case 'neurons': return <NeuronsPicture figure={figure} size={size} id={id} words={words} />
    case 'heat': return <HeatPicture figure={figure} size={size} id={id} words={words} />
    case 'histogram': return <HistogramPicture figure={figure} size={size} id={id} words={words} />
    case 'slopes': return <SlopesPicture figure={figure} size={size} id={id} words={words} />
    case 'shares': return <SharesPicture figure={figure} size={size} id={id} words={words} />
    case 'factors': return <FactorsPicture figure={figure} size={size} id={id} words={words} />
    case 'network': return <NetworkPicture figure={figure} size={size} id={id} words={words} />
    case 'table': return null
    default: return figure satisfies never
  }
}

/**
 * A figure with its title, picture at two widths (CSS shows one), caption and the numbers behind it. Pure: the same data
 * gives the same markup. `id` must be unique on the page; it ties the picture to its name for screen readers. Needs `chartStyles`.
 */
export function FigureView(props: { readonly figure: Figure; readonly id?: string; readonly words?: ChartWords }): JSX.Element {
  const { figure, id, words = englishWords } = props
  const numbers = numbersOf(figure, words)
  const title = prose(figure.title, 300)
  const notes = figure.kind === 'lines' ? notesOn(figure, words) : ''
  const caption = [prose(figure.caption, 2000), notes].filter(t => t !== '').join(words.space)
  const table = <NumbersTable numbers={numbers} label={words.numbersOf(title)} />
  return (
    <figure class={figure.kind === 'table' && figure.folded ? 'ds-figure ds-folded' : 'ds-figure'} id={id}>
      <p class="ds-title">{title}</p>
      {figure.kind === 'table' ? !figure.folded && table : [
        <PictureAt figure={figure} size={wide} id={id} words={words} />,
        <PictureAt figure={figure} size={narrow} id={id} words={words} />
      ]}
      {caption && <figcaption>{caption}</figcaption>}
      {figure.kind === 'table' && !figure.folded ? numbers.note && <p class="ds-note">{numbers.note}</p> : (
        <details class="ds-details">
          <summary>{figure.kind === 'table' ? words.allRows(figure.rows.length) : words.theNumbers}</summary>
          {numbers.note && <p class="ds-note">{clean(numbers.note, 2000)}</p>}
          {table}
        </details>
      )}
    </figure>
  )
}
