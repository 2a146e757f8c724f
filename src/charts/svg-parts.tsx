import type { ComponentChildren, JSX } from 'preact'
import type { AxisLayout } from './axis.ts'
import type { SetNumber } from './number.ts'
import type { Look } from './palette.ts'
import type { Plot, Size } from './size.ts'
import { clean, fitWidth } from './text.ts'
import type { ChartWords } from './words.ts'

/** What every picture of a figure takes; `words` default to English, `id` ties the picture to its name for screen readers. */
export type PictureProps<F> = {
  readonly figure: F
  readonly size: Size
  readonly id?: string | undefined
  readonly words?: ChartWords | undefined
}

/** One picture at one width: the frame every chart stands in, with its name and description for those who do not see it. */
export function Picture(props: {
  readonly size: Size
  readonly height: number
  readonly title: string
  readonly desc: string
  readonly id?: string | undefined
  readonly children: ComponentChildren
}): JSX.Element {
  const { size, height, id } = props
  const names = id === undefined ? undefined : [`${id}-${size.name}-t`, `${id}-${size.name}-d`]
  return (
    <svg
      class={`ds-${size.name}`} role="img" viewBox={`0 0 ${size.width} ${Math.ceil(height)}`} font-size={size.font}
      xmlns="http://www.w3.org/2000/svg" {...(names ? { 'aria-labelledby': names.join(' ') } : {})}
    >
      <title id={names?.[0]}>{clean(props.title, 300)}</title>
      <desc id={names?.[1]}>{clean(props.desc, 2000)}</desc>
      {props.children}
    </svg>
  )
}

/** A number in SVG text; the exponent is raised by hand, because superscript signs differ from font to font. */
export function NumberSpans({ value, font }: { readonly value: SetNumber; readonly font: number }): JSX.Element {
  if (value.exponent === undefined) return <>{value.mantissa}</>
  const times = value.mantissa === '' || value.mantissa === '−' ? '' : '×'
  return (
    <>
      {`${value.mantissa}${times}10`}
      <tspan dy={-Math.round(font * 0.38)} font-size={Math.round(font * 0.85)}>{String(value.exponent).replace('-', '−')}</tspan>
    </>
  )
}

type AxisProps = { readonly axis: AxisLayout; readonly plot: Plot; readonly label: string; readonly font: number }

/** The vertical axis: hairlines across the plot, labels to its left, its title above, the lane of values ≤ 0 at its foot. */
export function VerticalAxis(props: AxisProps & { readonly labelRoom: number }): JSX.Element {
  const { axis, plot, font } = props
  const lane = axis.lane
  return (
    <g>
      {axis.ticks.map(t => (t.label ? <path class="ds-grid" d={`M${plot.left},${t.at}H${plot.right}`} /> :
        <path class="ds-axis" d={`M${plot.left},${t.at}h4`} />))}
      {axis.ticks.map(t => t.label && (
        <text class="ds-tick" x={plot.left - 8} y={t.at} dy=".35em" text-anchor="end"><NumberSpans value={t.label} font={font} /></text>
      ))}
      {lane && <rect class="ds-lane" x={plot.left} y={plot.bottom - 18} width={plot.right - plot.left} height={18} />}
      {lane && <text class="ds-tick" x={plot.left - 8} y={lane.at} dy=".35em" text-anchor="end">{lane.label}</text>}
      <text class="ds-label" x={0} y={plot.top - 14}>{fitWidth(clean(props.label, 120), props.labelRoom, font)}</text>
    </g>
  )
}

/** The horizontal axis: a line with ticks under the plot, labels and title below it. */
export function HorizontalAxis(props: AxisProps): JSX.Element {
  const { axis, plot, font } = props
  return (
    <g>
      <path class="ds-axis" d={`M${plot.left},${plot.bottom}H${plot.right}`} />
      {axis.ticks.map(t => <path class="ds-axis" d={`M${t.at},${plot.bottom}v${t.label ? 5 : 3}`} />)}
      {axis.ticks.map(t => t.label && (
        <text class="ds-tick" x={t.at} y={plot.bottom + font + 7} text-anchor="middle"><NumberSpans value={t.label} font={font} /></text>
      ))}
      <text class="ds-label" x={plot.right} y={plot.bottom + 2 * font + 14} text-anchor="end">
        {fitWidth(clean(props.label, 120), plot.right, font)}
      </text>
    </g>
  )
}

/** A marker of a series, open, so that a band or a second marker still shows through. */
export function Marker({ at, look }: { readonly at: readonly [number, number]; readonly look: Look }): JSX.Element {
  return <path class={`ds-marker ${look.tone}`} transform={`translate(${at[0]},${at[1]})`} d={look.marker} stroke={look.color} />
}
