import type { JSX } from 'preact'
import type { HeatFigure } from './figure.ts'
import { type HeatLayout, layoutHeat } from './heat-layout.ts'
import { numberText } from './number.ts'
import type { Size } from './size.ts'
import { HorizontalAxis, Picture, type PictureProps, VerticalAxis } from './svg-parts.tsx'
import { clean, fitWidth } from './text.ts'
import { type ChartWords, englishWords } from './words.ts'

/** What the colours mean: a row of boxes with the bounds between them, then the curves and the dots. */
function Key(props: {
  readonly figure: HeatFigure
  readonly layout: HeatLayout
  readonly size: Size
  readonly words: ChartWords
}): JSX.Element {
  const { figure, layout, size, words } = props
  const { colors, labels, width } = layout.key
  const top = size.font + 8
  const line = (i: number): number => top + 14 + size.font + 16 + i * (size.font + 7)
  return (
    <g>
      <text class="ds-label" x={0} y={size.font}>{fitWidth(clean(figure.value, 120), size.width, size.font)}</text>
      {colors.map((c, i) => <rect class={`ds-cell ${c.tone}`} fill={c.fill} x={i * width} y={top} width={width} height={12} />)}
      {labels.map((text, i) => (
        <text class="ds-tick" x={(i + 1) * width} y={top + 12 + size.font + 1} font-size={size.font - 1} text-anchor="middle">{text}</text>
      ))}
      {layout.curves.map((c, i) => (
        <g>
          <path class="ds-over" d={`M0,${line(i)}h26`} {...(c.dash ? { 'stroke-dasharray': '6 4' } : {})} />
          <text x={34} y={line(i)} dy=".35em">{fitWidth(c.name, size.width - 34, size.font)}</text>
        </g>
      ))}
      {layout.dots.length > 0 && (
        <g>
          <circle class="ds-spot" cx={13} cy={line(layout.curves.length)} r={5} fill="none" />
          <text x={34} y={line(layout.curves.length)} dy=".35em">
            {fitWidth(clean(figure.dotName ?? words.measured, 120), size.width - 34, size.font)}
          </text>
        </g>
      )}
    </g>
  )
}

/** What the picture says, in words. */
export function describeHeat(figure: HeatFigure, words = englishWords): string {
  const values = figure.values.flat().filter(v => !Number.isNaN(v))
  const [low, high] = [values.reduce((m, v) => Math.min(m, v), Infinity), values.reduce((m, v) => Math.max(m, v), -Infinity)]
  const range = (axis: HeatFigure['x']): string =>
    words.range(clean(axis.label, 120), numberText(axis.values[0] ?? Number.NaN), numberText(axis.values.at(-1) ?? Number.NaN))
  const curves = (figure.curves ?? []).slice(0, 6).map(c => words.curve(clean(c.name, 80)))
  const dots = (figure.dots ?? []).slice(0, 20).map(d => `${clean(d.label, 60)} ${numberText(d.value)}`)
  return [
    words.mapOf(clean(figure.value, 120), range(figure.x), range(figure.y)),
    ...(values.length > 0 ? [words.fromTo(numberText(low), numberText(high))] : []), ...curves, ...dots
  ].join(words.semicolon)
}

/** A map at one width: cells in the colours of the key, the axes, curves and dots above. */
export function HeatPicture(props: PictureProps<HeatFigure>): JSX.Element {
  const { figure, size, id, words = englishWords } = props
  const l = layoutHeat(figure, size, words)
  const { plot } = l
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeHeat(figure, words)} id={id}>
      <Key figure={figure} layout={l} size={size} words={words} />
      <VerticalAxis axis={l.y} plot={plot} label={figure.y.label} font={size.font} labelRoom={size.width} />
      {l.cells.map(c => (
        <rect
          class={c.color ? `ds-cell ${c.color.tone}` : 'ds-cell ds-unknown'} {...(c.color ? { fill: c.color.fill } : {})}
          x={c.x} y={c.y} width={c.width} height={c.height}
        />
      ))}
      {l.texts.map(t => (
        <text
          class={t.inverted ? 'ds-oncell ds-inverted' : 'ds-oncell'} x={t.at[0]} y={t.at[1]} dy=".35em" font-size={size.font - 1}
          text-anchor="middle"
        >
          {t.text}
        </text>
      ))}
      <HorizontalAxis axis={l.x} plot={plot} label={figure.x.label} font={size.font} />
      {l.curves.map(c => c.path && <path class="ds-under" d={c.path} />)}
      {l.curves.map(c => c.path && <path class="ds-over" d={c.path} {...(c.dash ? { 'stroke-dasharray': '6 4' } : {})} />)}
      {l.dots.map(d => <circle class="ds-spotrim" cx={d.at[0]} cy={d.at[1]} r={5.5} />)}
      {l.dots.map(d => (
        <circle class={d.color ? `ds-spot ${d.color.tone}` : 'ds-spot ds-unknown'} {...(d.color ? { fill: d.color.fill } : {})} cx={d.at[0]} cy={d.at[1]} r={5} />
      ))}
    </Picture>
  )
}
