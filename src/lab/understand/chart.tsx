import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import {
  chineseWords, englishWords, FactorsPicture, HeatPicture, LinesPicture, liveSize, numbersOf, NumbersTable,
  type ChartWords, type FactorsFigure, type HeatFigure, type LinesFigure, type Size, type TableFigure
} from '../../charts/index.ts'
import { useWidth } from '../views/panel.tsx'
import { useWords } from './words.ts'

/** Wider than this a curve says no more. */
const WIDEST = 860

type Drawn = LinesFigure | HeatFigure | FactorsFigure

/**
 * A figure of the shared charts, drawn once for the width there is, its sentence under it and its numbers as a table on demand: while
 * a slider moves, only what is seen is made. A table stands by itself.
 */
export function Chart({ figure, id }: { readonly figure: Drawn | TableFigure; readonly id: string }): JSX.Element {
  const { language, width: given } = useWords()
  const box = useRef<HTMLElement>(null)
  const measured = useWidth(box)
  const width = given ?? measured
  const words = language === 'zh' ? chineseWords : englishWords
  const size = liveSize(Math.min(width, WIDEST), width < 480 ? 210 : 270)
  const name = `understand-${id}`
  return (
    <figure class="ds-figure" id={name} ref={box}>
      <p class="ds-title">{figure.title}</p>
      {figure.kind === 'table' && <Numbers figure={figure} words={words} />}
      {figure.kind !== 'table' && width > 0 && <Picture figure={figure} size={size} id={name} words={words} />}
      <figcaption>{figure.caption}</figcaption>
      {figure.kind !== 'table' && <Behind figure={figure} words={words} />}
    </figure>
  )
}

function Picture(props: { readonly figure: Drawn; readonly size: Size; readonly id: string; readonly words: ChartWords }): JSX.Element {
  const { figure, ...rest } = props
  switch (figure.kind) {
    case 'lines': return <LinesPicture figure={figure} {...rest} />
    case 'heat': return <HeatPicture figure={figure} {...rest} />
    case 'factors': return <FactorsPicture figure={figure} {...rest} />
    default: return figure satisfies never
  }
}

/** The numbers, made only while they are open. */
function Behind({ figure, words }: { readonly figure: Drawn; readonly words: ChartWords }): JSX.Element {
  const [open, setOpen] = useState(false)
  return (
    <details class="ds-details" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{words.theNumbers}<span class="hush">: {figure.title}</span></summary>
      {open && <Numbers figure={figure} words={words} />}
    </details>
  )
}

function Numbers({ figure, words }: { readonly figure: Drawn | TableFigure; readonly words: ChartWords }): JSX.Element {
  const numbers = numbersOf(figure, words)
  return (
    <>
      {numbers.note && <p class="ds-note">{numbers.note}</p>}
      <NumbersTable numbers={numbers} label={words.numbersOf(figure.title)} />
    </>
  )
}
