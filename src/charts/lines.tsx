import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { layoutCursor } from './cursor.ts'
import { type CursorProps, CursorView, PointerSurface } from './cursor-view.tsx'
import type { LinesFigure } from './figure.ts'
import { type Curve, type EndLabel, layoutLines, type LegendEntry, type LinesLayout } from './lines-layout.ts'
import { describeLines } from './lines-text.ts'
import type { PlacedMark } from './marks.ts'
import type { PlacedMoment } from './moments.ts'
import type { Look } from './palette.ts'
import type { Plot, Size } from './size.ts'
import { HorizontalAxis, Marker, Picture, type PictureProps, VerticalAxis } from './svg-parts.tsx'
import { fitWidth, textWidth } from './text.ts'
import { englishWords } from './words.ts'

const classOf = ({ look, ghost, theory = false }: { readonly look: Look; readonly ghost: boolean; readonly theory?: boolean }): string =>
  `ds-line ${look.tone}${theory ? ' ds-theory' : ghost ? ' ds-ghost' : ''}`

function CurveView({ curve }: { readonly curve: Curve }): JSX.Element {
  const { look } = curve
  const line = classOf(curve)
  return (
    <g>
      {curve.line && <path class={line} d={curve.line} stroke={look.color} stroke-dasharray={look.dash} />}
      {curve.laneLine && <path class={line} d={curve.laneLine} stroke={look.color} stroke-dasharray="1 4" />}
      {curve.markers.map(at => <Marker at={at} look={look} />)}
    </g>
  )
}

function LabelView({ label }: { readonly label: EndLabel }): JSX.Element {
  const [x, y] = label.at
  return (
    <g>
      <path class={`ds-leader ${label.look.tone}`} d={`M${label.from[0] + 4},${label.from[1]}L${x - 3},${y}`} stroke={label.look.color} />
      <text class="ds-halo" x={x} y={y} dy=".35em">{label.text}</text>
    </g>
  )
}

function LegendView({ entry }: { readonly entry: LegendEntry }): JSX.Element {
  const [x, y] = entry.at
  return (
    <g>
      {entry.line && (
        <path
          class={classOf(entry)} d={`M${x},${y}h26`} stroke={entry.look.color} stroke-dasharray={entry.look.dash}
        />
      )}
      {!entry.ghost && <Marker at={[x + 13, y]} look={entry.look} />}
      <text x={x + 32} y={y} dy=".35em">{entry.text}</text>
    </g>
  )
}

function MarkView({ mark, font }: { readonly mark: PlacedMark; readonly font: number }): JSX.Element {
  return (
    <g>
      <path class="ds-mark" transform={`translate(${mark.at[0]},${mark.at[1]})`} d="M0,-5L5,0L0,5L-5,0z" />
      {mark.label && (
        <text class="ds-halo ds-marktext" x={mark.label[0]} y={mark.label[1]} dy=".35em" font-size={font - 1} text-anchor={mark.anchor}>
          {mark.text}
        </text>
      )}
    </g>
  )
}

/** Says once, above the plot, what the marks are. */
function MarkKey(props: { readonly text: string; readonly right: number; readonly y: number; readonly font: number }): JSX.Element {
  const { text, right, y, font } = props
  const shown = fitWidth(text, right / 3, font)
  return (
    <g>
      <path class="ds-mark" transform={`translate(${Math.round(right - textWidth(shown, font) - 10)},${y})`} d="M0,-5L5,0L0,5L-5,0z" />
      <text class="ds-label" x={right} y={y} dy=".35em" text-anchor="end">{shown}</text>
    </g>
  )
}

/** A change on the time axis: a dotted line through the plot and a flag with its label at the top. */
function ChangeView(props: { readonly moment: PlacedMoment; readonly plot: Plot; readonly font: number }): JSX.Element {
  const { moment: { at, text, anchor }, plot, font } = props
  const side = anchor === 'start' ? 1 : -1
  return (
    <g>
      <path class="ds-moment" d={`M${at},${plot.top}V${plot.bottom}`} stroke-dasharray="1 3" />
      <path class="ds-flag" d={`M${at},${plot.top - 2}l${8 * side},4l${-8 * side},4z`} />
      {text && (
        <text class="ds-halo ds-marktext" x={at + 11 * side} y={plot.top + 3} dy=".35em" font-size={font - 1} text-anchor={anchor}>
          {text}
        </text>
      )}
    </g>
  )
}

/** Where a run stopped: a dashed line with a cross and what happened. */
function EndView(props: {
  readonly moment: PlacedMoment
  readonly plot: Plot
  readonly font: number
  readonly above: number
}): JSX.Element {
  const { moment: { at, text, anchor }, plot, font, above } = props
  const side = anchor === 'start' ? 1 : -1
  return (
    <g>
      <path class="ds-end" d={`M${at},${plot.top}V${plot.bottom}`} stroke-dasharray="5 3" />
      <path class="ds-end" d={`M${at - 4},${plot.bottom - 4}l8,8m0,-8l-8,8`} />
      {text && (
        <text class="ds-halo ds-endtext" x={at + 9 * side} y={plot.bottom - above} dy=".35em" font-size={font - 1} text-anchor={anchor}>
          {text}
        </text>
      )}
    </g>
  )
}

/** All that stays still while a cursor moves. */
function Still(props: { readonly figure: LinesFigure; readonly size: Size; readonly layout: LinesLayout }): JSX.Element {
  const { figure, size, layout: l } = props
  return (
    <>
      {l.legend.map(entry => <LegendView entry={entry} />)}
      {l.curves.map(c => c.band && <path class={`ds-band ${c.look.tone}`} d={c.band} fill={c.look.color} />)}
      <VerticalAxis axis={l.y} plot={l.plot} label={figure.y.label} font={size.font} labelRoom={l.plot.right * (l.markKey ? 0.62 : 1)} />
      <HorizontalAxis axis={l.x} plot={l.plot} label={figure.x.label} font={size.font} />
      {l.changes.map(moment => <ChangeView moment={moment} plot={l.plot} font={size.font} />)}
      {l.curves.map(c => <CurveView curve={c} />)}
      {l.end && <EndView moment={l.end} plot={l.plot} font={size.font} above={l.y.lane ? 30 : 10} />}
      {l.markKey && <MarkKey text={l.markKey} right={l.plot.right} y={l.plot.top - 18} font={size.font} />}
      {l.labels.map(label => <LabelView label={label} />)}
      {l.marks.map(mark => <MarkView mark={mark} font={size.font} />)}
    </>
  )
}

/**
 * Curves at one width: bands below, then axes, curves, labels at their ends and marks on top; above them a cursor where a page asks for
 * one. While figure, size and words stay the same, only the cursor is laid out anew. Elements are made anew each time: kept ones, or a
 * component that declines to be drawn again, make Preact 11 hold on to every tree since the first, a megabyte for each second of training
 * (tests/long/lab/memory.test.ts).
 */
export function LinesPicture(props: PictureProps<LinesFigure> & CursorProps): JSX.Element {
  const { figure, size, id, words = englishWords, cursor } = props
  const { layout, desc } = useMemo(() => ({ layout: layoutLines(figure, size, words), desc: describeLines(figure, words) }), [
    figure, words, size.name, size.width, size.plotHeight, size.font, size.budget
  ])
  const placed = typeof cursor === 'number' ? layoutCursor(figure, layout, size, cursor, words.group) : undefined
  return (
    <Picture size={size} height={layout.height} title={figure.title} desc={desc} id={id}>
      <Still figure={figure} size={size} layout={layout} />
      {placed && <CursorView cursor={placed} plot={layout.plot} font={size.font} pinned={props.pinned === true} />}
      <PointerSurface figure={figure} layout={layout} cursor={cursor} onPoint={props.onPoint} onPin={props.onPin} />
    </Picture>
  )
}
