import type { ComponentChildren, JSX } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { palette, type Figure } from '../../charts/index.ts'
import { ExportMenu } from '../share/export-menu.tsx'
import { shownLayer } from '../state/cursor.ts'
import type { FormulaId } from '../understand/formulas.ts'
import { epochText } from '../words/numbers.ts'
import { viewWords } from '../words/views.ts'
import { FormulaButton } from './formula-button.tsx'
import { NumbersBehind } from './numbers-behind.tsx'
import { usePaced } from './pace.ts'
import { Sentence, type Said } from './said.tsx'

/**
 * A part of the page: its heading with tools, what it draws (`children` get the width there is, in px), what that says in words, the
 * numbers behind it and the menu to take it away. `name`: in class names and file names.
 */
export function Panel(props: {
  readonly name: string
  readonly title: string
  readonly said: Said
  /** Of the moment they are asked for. */
  readonly figures: () => readonly Figure[]
  /** What the tables are of, where not of the figures as they are drawn. */
  readonly numbers?: () => readonly Figure[]
  readonly tools?: ComponentChildren
  /** The epoch that it is of, where that is not the one shown. */
  readonly at?: number | null | undefined
  /** What the numbers in the picture are, by the signs that stand there. */
  readonly drawn?: Partial<Record<FormulaId, string>>
  readonly children: (width: number) => ComponentChildren
}): JSX.Element {
  const { name, title, said, figures } = props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const marked = usePaced(() => shownLayer.value, 0)
  return (
    <section class={`panel panel-${name}`} aria-labelledby={id}>
      <div class="panel-head"><h2 id={id}>{title}</h2>{props.at != null && <p class="where">{viewWords.value.atEpoch(epochText(props.at))}</p>}{props.tools}</div>
      <div ref={box} class="panel-body ds-figure" {...markOf(marked)}>{width > 0 && props.children(width)}</div>
      {props.drawn && <Drawn formulas={props.drawn} />}
      <p class="caption"><Sentence said={said} /></p>
      <div class="panel-foot">
        <NumbersBehind figures={props.numbers ?? figures} title={title} />
        <ExportMenu figures={figures} name={title} file={name} />
      </div>
    </section>
  )
}

/** Numbers in a picture are too many to be buttons; below it stands one for each quantity that they are of. */
function Drawn({ formulas }: { readonly formulas: Partial<Record<FormulaId, string>> }): JSX.Element {
  const w = viewWords.value.formula
  return (
    <p class="formulas">
      {w.label}
      {Object.entries(formulas).map(([id, sign]) => <FormulaButton id={id as FormulaId} name={w.of(sign)}>{sign}</FormulaButton>)}
    </p>
  )
}

/** By which colour, and how often colours have repeated, styles find what belongs to the layer that is marked. */
const markOf = (layer: number | null): Readonly<Record<string, number>> =>
  (layer === null ? {} : { 'data-mark': (layer - 1) % palette.length, 'data-round': Math.floor((layer - 1) / palette.length) })

/** The element's width in whole px, followed as it changes; 0 before it is laid out. */
export function useWidth(of: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = of.current
    if (!element) return
    const take = (): void => setWidth(Math.floor(element.clientWidth))
    take()
    const observer = new ResizeObserver(take)
    observer.observe(element)
    return () => observer.disconnect()
  }, [of])
  return width
}
