import type { AxisLayout } from './axis.ts'
import type { LinesFigure, Moment } from './figure.ts'
import type { Plot } from './size.ts'
import { clean, fitWidth, textWidth } from './text.ts'

/** A moment in px. `text` is empty where its label would run into the next one's: the description has it. */
export type PlacedMoment = { readonly at: number; readonly text: string; readonly anchor: 'start' | 'end' }

/** The most flags drawn: a hand on a slider for an hour must not slow a picture down. */
const mostMoments = 200
const flag = 12

/** Changes and end of a figure, for the axis to have room for them. */
export const momentsOf = (figure: LinesFigure): readonly Moment[] =>
  [...(figure.changes ?? []).slice(0, mostMoments), ...(figure.end ? [figure.end] : [])]

/** Places flags and the end along the horizontal axis; the end's label comes first, then the changes' from the last to the first. */
export function placeMoments(
  figure: LinesFigure, x: AxisLayout, plot: Plot, font: number
): { changes: PlacedMoment[]; end: PlacedMoment | undefined } {
  const room = plot.right - plot.left
  let free = plot.right
  const place = (moment: Moment, whole: boolean): PlacedMoment | undefined => {
    const at = x.place(moment.x)
    if (at === undefined) return undefined
    const text = fitWidth(clean(moment.label, 80), room / 2, font - 1)
    const width = textWidth(text, font - 1) + flag
    if (at + width <= free) {
      free = at - 4
      return { at, text, anchor: 'start' }
    }
    if (whole && at - width >= plot.left) {
      free = at - width - 4
      return { at, text, anchor: 'end' }
    }
    free = Math.min(free, at - 4)
    return { at, text: '', anchor: 'start' }
  }
  const end = figure.end && place(figure.end, true)
  const changes = (figure.changes ?? []).slice(0, mostMoments).toSorted((a, b) => b.x - a.x)
    .flatMap((m, i) => place(m, i === 0 && end === undefined) ?? []).reverse()
  return { changes, end }
}
