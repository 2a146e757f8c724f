import type { JSX } from 'preact'
import type { LinesFigure } from './figure.ts'
import { type Curve, describeLines, type EndLabel, layoutLines, type LegendEntry } from './lines-layout.ts'
import type { PlacedMark } from './marks.ts'
import type { Size } from './size.ts'
import { HorizontalAxis, Marker, Picture, VerticalAxis } from './svg-parts.tsx'
import { fitWidth, textWidth } from './text.ts'

function CurveView({ curve }: { readonly curve: Curve }): JSX.Element {
  const { look } = curve
  return (
    <g>
      {curve.line && <path class={`ds-line ${look.tone}`} d={curve.line} stroke={look.color} stroke-dasharray={look.dash} />}
      {curve.laneLine && <path class={`ds-line ${look.tone}`} d={curve.laneLine} stroke={look.color} stroke-dasharray="1 4" />}
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
        <path class={`ds-line ${entry.look.tone}`} d={`M${x},${y}h26`} stroke={entry.look.color} stroke-dasharray={entry.look.dash} />
      )}
      <Marker at={[x + 13, y]} look={entry.look} />
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

/** Curves at one width: bands below, then axes, curves, labels at their ends and marks on top. */
export function LinesPicture(props: { readonly figure: LinesFigure; readonly size: Size; readonly id?: string | undefined }): JSX.Element {
  const { figure, size, id } = props
  const l = layoutLines(figure, size)
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeLines(figure)} id={id}>
      {l.legend.map(entry => <LegendView entry={entry} />)}
      {l.curves.map(c => c.band && <path class={`ds-band ${c.look.tone}`} d={c.band} fill={c.look.color} />)}
      <VerticalAxis axis={l.y} plot={l.plot} label={figure.y.label} font={size.font} labelRoom={l.plot.right * (l.markKey ? 0.62 : 1)} />
      <HorizontalAxis axis={l.x} plot={l.plot} label={figure.x.label} font={size.font} />
      {l.curves.map(c => <CurveView curve={c} />)}
      {l.markKey && <MarkKey text={l.markKey} right={l.plot.right} y={l.plot.top - 18} font={size.font} />}
      {l.labels.map(label => <LabelView label={label} />)}
      {l.marks.map(mark => <MarkView mark={mark} font={size.font} />)}
    </Picture>
  )
}
