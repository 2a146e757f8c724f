import type { JSX } from 'preact'
import { type CursorLayout, nearestX } from './cursor.ts'
import type { LinesFigure } from './figure.ts'
import type { LinesLayout } from './lines-layout.ts'
import type { Plot } from './size.ts'
import { textWidth } from './text.ts'

/** How a page takes part in a picture; keys are the page's own. */
export type CursorProps = {
  /** The x to stand at; null or left out: no cursor. */
  readonly cursor?: number | null | undefined
  /** Whether the cursor stays where it is when the pointer leaves. */
  readonly pinned?: boolean | undefined
  /** The recorded x nearest to the pointer; null once it has left. */
  readonly onPoint?: ((x: number | null) => void) | undefined
  /** The recorded x that was clicked or tapped. */
  readonly onPin?: ((x: number) => void) | undefined
}

/** The cursor over the curves: a rule, its x in a box on the axis, a dot and its value on every series. */
export function CursorView(props: {
  readonly cursor: CursorLayout
  readonly plot: Plot
  readonly font: number
  readonly pinned: boolean
}): JSX.Element {
  const { cursor, plot, font } = props
  const half = textWidth(cursor.text, font) / 2 + 5
  const middle = Math.max(half, Math.min(plot.right + 10 - half, cursor.at))
  return (
    <g class={props.pinned ? 'ds-cursor ds-pinned' : 'ds-cursor'} pointer-events="none">
      <path class="ds-rule" d={`M${cursor.at},${plot.top - 4}V${plot.bottom}`} />
      {props.pinned && <path class="ds-pin" d={`M${cursor.at - 5},${plot.top - 11}h10L${cursor.at},${plot.top - 3}z`} />}
      <rect class="ds-cursorbox" x={middle - half} y={plot.bottom + 5} width={2 * half} height={font + 7} rx={3} />
      <text class="ds-cursortext" x={middle} y={plot.bottom + font + 7} text-anchor="middle">{cursor.text}</text>
      {cursor.points.map(p => p.label && Math.abs(p.label[1] - p.at[1]) > 7 && (
        <path class={`ds-leader ${p.look.tone}`} stroke={p.look.color} d={`M${p.at[0]},${p.at[1]}L${p.label[0]},${p.label[1]}`} />
      ))}
      {cursor.points.map(p => (
        <path class={`ds-point ${p.look.tone}`} transform={`translate(${p.at[0]},${p.at[1]})`} d={p.look.marker} fill={p.look.color} />
      ))}
      {cursor.points.map(p => p.label && (
        <text class="ds-halo ds-value" x={p.label[0]} y={p.label[1]} dy=".35em" text-anchor={cursor.anchor}>{p.text}</text>
      ))}
    </g>
  )
}

/** The plot as a surface for the pointer, invisible; nothing where the page does not listen. */
export function PointerSurface(props: CursorProps & { readonly figure: LinesFigure; readonly layout: LinesLayout }): JSX.Element | null {
  const { figure, layout: { plot, x }, cursor, onPoint, onPin } = props
  if (!onPoint && !onPin) return null
  const at = (event: { readonly currentTarget: SVGRectElement; readonly clientX: number }): number | null => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = box.width > 0 ? (event.clientX - box.left) / box.width : 0
    return nearestX(figure, x.invert(plot.left + share * (plot.right - plot.left)))
  }
  return (
    <rect
      class="ds-surface" x={plot.left} y={plot.top} width={plot.right - plot.left} height={plot.bottom - plot.top}
      fill="none" pointer-events="all"
      onPointerMove={e => onPoint?.(at(e))} onPointerDown={e => onPoint?.(at(e))}
      onPointerLeave={e => { if (e.pointerType !== 'touch') onPoint?.(null) }}
      onClick={e => {
        // A click's place is rounded to whole px: where the cursor stands within two of them, it is the cursor that was meant.
        const clicked = at(e)
        const near = typeof cursor === 'number' && clicked !== null && Math.abs((x.place(cursor) ?? NaN) - (x.place(clicked) ?? NaN)) <= 2
        if (clicked !== null) onPin?.(near ? cursor : clicked)
      }}
    />
  )
}
