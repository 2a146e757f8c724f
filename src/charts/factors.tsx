import type { JSX } from 'preact'
import { type FactorsLayout, layoutFactors, runningProducts, type Step } from './factors-layout.ts'
import type { FactorsFigure } from './figure.ts'
import { numberText } from './number.ts'
import { lookOf } from './palette.ts'
import type { Size } from './size.ts'
import { HorizontalAxis, Picture, type PictureProps, VerticalAxis } from './svg-parts.tsx'
import { clean } from './text.ts'
import { englishWords } from './words.ts'

const diamond = 'M0,-6.5L6.5,0L0,6.5L-6.5,0z'
const tenth = (x: number): number => Math.round(x * 10) / 10

type PartProps = { readonly columns: boolean; readonly thick: number }

/** The bar of a factor: from the running product before it to the one behind it. Weights are filled, slopes open. */
function BarView({ step: { from, to, p, of }, columns, thick }: PartProps & { readonly step: Step }): JSX.Element | null {
  if (from === undefined || to === undefined || of === 'result') return null
  const [start, length, side] = [Math.min(from, to), Math.max(1.5, tenth(Math.abs(to - from))), tenth(p - thick / 2)]
  const box = columns ? { x: side, y: start, width: thick, height: length } : { x: start, y: side, width: length, height: thick }
  const { tone, color } = lookOf(of === 'slope' ? 1 : 0)
  if (of === 'slope') return <rect class={`ds-open ${tone}`} stroke={color} {...box} />
  return <rect class={`ds-bar ${tone}`} fill={color} {...box} />
}

/** From the end of one factor to the beginning of the next: the running product, level. */
function Link({ a, b, columns, thick }: PartProps & { readonly a: Step; readonly b: Step }): JSX.Element | null {
  if (a.to === undefined) return null
  const [from, to] = [tenth(a.p + thick / 2), tenth(b.p - (b.of === 'result' ? 0 : thick / 2))]
  return <path class="ds-link" d={columns ? `M${from},${a.to}H${to}` : `M${a.to},${from}V${to}`} />
}

type BoxProps = { readonly step: Step; readonly pitch: number; readonly font: number }

/** A factor as a box with name and value, and the sign between it and the next. */
function Box({ step, pitch, font, sign }: BoxProps & { readonly sign: string }): JSX.Element {
  const [width, height] = [pitch - 14, 2 * font + 18]
  const { tone, color } = lookOf(step.of === 'slope' ? 1 : 0)
  return (
    <g>
      <rect class={`ds-box ${tone}`} x={tenth(step.p - width / 2)} y={1} width={tenth(width)} height={height} rx={4} stroke={color} />
      <text class="ds-tick" x={step.p} y={font + 5} text-anchor="middle">{step.name}</text>
      <text class="ds-strong" x={step.p} y={2 * font + 10} text-anchor="middle">{step.value}</text>
      <text class="ds-head" x={tenth(step.p + pitch / 2)} y={height / 2 + 1} dy=".35em" text-anchor="middle">{sign}</text>
    </g>
  )
}

function ResultBox({ step, pitch, font }: BoxProps): JSX.Element {
  const [width, height] = [pitch - 14, 2 * font + 18]
  return (
    <g>
      <rect class="ds-box ds-result" x={tenth(step.p - width / 2)} y={1} width={tenth(width)} height={height} rx={4} />
      <text class="ds-strong" x={step.p} y={height / 2 + 1} dy=".35em" text-anchor="middle">{step.value}</text>
    </g>
  )
}

type FrameProps = { readonly figure: FactorsFigure; readonly layout: FactorsLayout; readonly size: Size }

function Columns({ figure, layout: l, size }: FrameProps): JSX.Element {
  const [factors, result] = [l.steps.slice(0, -1), l.steps.at(-1)!]
  return (
    <>
      {factors.map((s, i) => <Box step={s} sign={i === factors.length - 1 ? '=' : '·'} pitch={l.pitch} font={size.font} />)}
      <ResultBox step={result} pitch={l.pitch} font={size.font} />
      <VerticalAxis axis={l.axis} plot={l.plot} label={figure.label} font={size.font} labelRoom={size.width} />
      {l.one !== undefined && <path class="ds-axis" d={`M${l.plot.left},${l.one}H${tenth(l.plot.right)}`} />}
      {factors.map(s => s.to !== undefined && s.from !== undefined && (
        <text
          class="ds-halo ds-marktext" x={s.p} y={s.to + (s.to > s.from ? size.font + 2 : -6)} font-size={size.font - 1} text-anchor="middle"
        >
          {s.running}
        </text>
      ))}
    </>
  )
}

function Rows({ figure, layout: l, size }: FrameProps): JSX.Element {
  return (
    <>
      {l.axis.ticks.map(t => t.label && <path class="ds-grid" d={`M${t.at},${l.plot.top}V${l.plot.bottom}`} />)}
      {l.axis.lane && (
        <text class="ds-tick" x={l.axis.lane.at} y={l.plot.bottom + size.font + 7} text-anchor="middle">{l.axis.lane.label}</text>
      )}
      {l.one !== undefined && <path class="ds-axis" d={`M${l.one},${l.plot.top}V${l.plot.bottom}`} />}
      <HorizontalAxis axis={l.axis} plot={l.plot} label={figure.label} font={size.font} />
      {l.steps.map(s => <text x={0} y={s.p} dy=".35em" {...(s.of === 'result' ? { class: 'ds-head' } : {})}>{s.name}</text>)}
      {l.steps.map(s => (
        <text class={s.of === 'result' ? 'ds-head' : 'ds-strong'} x={size.width} y={s.p} dy=".35em" text-anchor="end">{s.value}</text>
      ))}
    </>
  )
}

/** What the picture says, in words. */
export function describeFactors(figure: FactorsFigure, words = englishWords): string {
  const parts = figure.factors.slice(0, 40).map(f => `${clean(f.name, 40)} ${numberText(f.value)}`)
  const product = numberText(runningProducts(figure.factors).at(-1)!)
  return [clean(figure.label, 120), ...parts, words.named(words.product, product)].join(words.semicolon)
}

/** A product as its factors at one width: each a step of the running product, which ends in a diamond. */
export function FactorsPicture(props: PictureProps<FactorsFigure>): JSX.Element {
  const { figure, size, id, words = englishWords } = props
  const l = layoutFactors(figure, size)
  const thick = l.columns ? Math.round(Math.min(34, l.pitch * 0.36)) : 12
  const end = l.steps.at(-1)!
  const Frame = l.columns ? Columns : Rows
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={describeFactors(figure, words)} id={id}>
      <Frame figure={figure} layout={l} size={size} />
      {l.steps.map((s, i) => i > 0 && <Link a={l.steps[i - 1]} b={s} columns={l.columns} thick={thick} />)}
      {l.steps.map(s => <BarView step={s} columns={l.columns} thick={thick} />)}
      {end.to !== undefined && (
        <path class="ds-product" transform={`translate(${l.columns ? `${tenth(end.p)},${end.to}` : `${end.to},${end.p}`})`} d={diamond} />
      )}
    </Picture>
  )
}
