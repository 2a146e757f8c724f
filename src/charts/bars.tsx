import type { JSX } from 'preact'
import { type BarRow, describeBars, layoutBars } from './bars-layout.ts'
import type { BarsFigure } from './figure.ts'
import { HorizontalAxis, Picture, type PictureProps } from './svg-parts.tsx'
import { clean, fitWidth, textWidth } from './text.ts'
import { englishWords } from './words.ts'

const diamond = 'M0,-7L7,0L0,7L-7,0z'

function RowView({ row, dots, width }: { readonly row: BarRow; readonly dots: boolean; readonly width: number }): JSX.Element {
  const { at, from, to, look, error } = row
  return (
    <g>
      <text x={0} y={at} dy=".35em">{row.name}</text>
      {to !== undefined && !dots && (
        <rect
          class={`ds-bar ${look.tone}`} fill={look.color} x={Math.min(from, to)} y={at - 7} height={14}
          width={Math.max(1, Math.round(Math.abs(to - from) * 10) / 10)}
        />
      )}
      {to !== undefined && dots && (
        <path class={`ds-leader ${look.tone}`} d={`M${from},${at}H${to}`} stroke={look.color} stroke-dasharray="1 3" />
      )}
      {error && <path class="ds-error" d={`M${error[0]},${at}H${error[1]}M${error[0]},${at - 4}v8M${error[1]},${at - 4}v8`} />}
      {to !== undefined && dots && <circle class={`ds-dot ${look.tone}`} cx={to} cy={at} r={4.5} fill={look.color} />}
      {row.published !== undefined && <path class="ds-published" transform={`translate(${row.published},${at})`} d={diamond} />}
      <text class="ds-number" x={width} y={at} dy=".35em" text-anchor="end">{row.number}</text>
    </g>
  )
}

function Key(props: {
  readonly published: boolean
  readonly error: boolean
  readonly mark: string
  readonly spread: string
  readonly font: number
}): JSX.Element {
  const y = props.font / 2 + 2
  const x = props.published ? 22 + textWidth(props.mark, props.font) + 18 : 0
  return (
    <g>
      {props.published && <path class="ds-published" transform={`translate(7,${y})`} d={diamond} />}
      {props.published && <text x={20} y={y} dy=".35em">{props.mark}</text>}
      {props.error && <path class="ds-error" d={`M${x},${y}h22M${x},${y - 4}v8M${x + 22},${y - 4}v8`} />}
      {props.error && <text x={x + 30} y={y} dy=".35em">{props.spread}</text>}
    </g>
  )
}

/** Bars at one width, lying down: name, bar with its error bar and the published value, number. */
export function BarsPicture(props: PictureProps<BarsFigure>): JSX.Element {
  const { figure, size, id, words = englishWords } = props
  const l = layoutBars(figure, size)
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeBars(figure, words)} id={id}>
      <Key
        published={l.anyPublished} error={l.anyError} mark={fitWidth(clean(figure.mark ?? words.published, 60), size.width / 3, size.font)}
        spread={fitWidth(clean(figure.spread ?? words.spread, 60), size.width / 2, size.font)} font={size.font}
      />
      {l.axis.ticks.map(t => t.label && <path class="ds-grid" d={`M${t.at},${l.plot.top}V${l.plot.bottom}`} />)}
      <HorizontalAxis axis={l.axis} plot={l.plot} label={figure.y.label} font={size.font} />
      {l.axis.lane && (
        <text class="ds-tick" x={l.axis.lane.at} y={l.plot.bottom + size.font + 7} text-anchor="middle">{l.axis.lane.label}</text>
      )}
      {l.heads.map(h => <text class="ds-head" x={0} y={h.at} dy=".35em">{h.name}</text>)}
      {l.rows.map(row => <RowView row={row} dots={l.dots} width={size.width} />)}
      {!l.dots && l.rows.length > 0 && <path class="ds-axis" d={`M${l.rows[0].from},${l.plot.top}V${l.plot.bottom}`} />}
    </Picture>
  )
}
