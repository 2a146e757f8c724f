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
import { numbersOf } from './numbers.ts'
import { NumbersTable } from './numbers-view.tsx'
import { SharesPicture } from './shares.tsx'
import { narrow, wide } from './size.ts'
import { SlopesPicture } from './slopes.tsx'
import type { PictureProps } from './svg-parts.tsx'
import { clean, prose } from './text.ts'
import { type ChartWords, englishWords } from './words.ts'

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
