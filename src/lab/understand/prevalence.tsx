import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import type { LinesFigure } from '../../charts/index.ts'
import {
  LARGEST_SIGMOID_SLOPE, prevalenceFactor, prevalenceRange, prevalenceWidth, widestPrevalence, type ActivationRange
} from '../../theory/index.ts'
import type { UnderstandWords } from '../words/understand.en.ts'
import { Chart } from './chart.tsx'
import { bound, Dial } from './fields.tsx'
import { FormulaLinks } from './formula-view.tsx'
import { Tex } from './tex.tsx'
import { JobFailed } from './job-failed.tsx'
import type { Job, JobEvent } from './jobs.ts'
import { num, percent } from './text.ts'
import { useJob } from './use-job.ts'
import { useWords } from './words.ts'

const weight = signal(10)
const bias = signal(-5)
const POINTS = 240
const CHANCE: Job = { kind: 'chance' }

/** For which activations a factor can keep the error from shrinking, and how few they are. Each part follows only what it shows. */
export function PrevalenceTopic(): JSX.Element {
  return (
    <>
      <Dials />
      <div class="u-columns">
        <Factor />
        <Width />
        <Chance />
      </div>
    </>
  )
}

function Dials(): JSX.Element {
  const { text: w } = useWords()
  return (
    <div class="u-dials">
      <Dial
        name={w.prevalence.weight} label={<Tex tex="w" />} {...bound(weight)} low={-30} high={30} step={0.1} least={-1000} most={1000}
      />
      <Dial name={w.prevalence.bias} label={<Tex tex="b" />} {...bound(bias)} low={-15} high={15} step={0.05} least={-1000} most={1000} />
    </div>
  )
}

function Factor(): JSX.Element {
  return (
    <div>
      <Chart id="factor" figure={factorFigure(weight.value, bias.value, useWords().text)} />
      <FormulaLinks ids={['prevalence', 'prevalenceRoots']} />
    </div>
  )
}

function Width(): JSX.Element {
  return (
    <div>
      <Chart id="width" figure={widthFigure(weight.value, useWords().text)} />
      <FormulaLinks ids={['prevalenceWidth', 'prevalenceWidest']} />
    </div>
  )
}

/** Chains by chance: how few of them balance. */
function Chance(): JSX.Element {
  const { text: w } = useWords()
  const { events, failed } = useJob(CHANCE)
  const told = events.find(e => e.kind === 'chance')
  return (
    <section>
      <h4>{w.prevalence.chance}</h4>
      <p>{w.prevalence.chanceLead}</p>
      {told ? <Chart id="chance" figure={chanceFigure(told, w)} /> : failed ? <JobFailed failed={failed} /> : <p class="u-hint">{w.products.waiting}</p>}
      <FormulaLinks ids={['smallFactor', 'sixteenth']} />
    </section>
  )
}

/** The share of chains in balance over their length, with Wilson's 95 % interval. */
export function chanceFigure({ random, tuned, factors }: Extract<JobEvent, { kind: 'chance' }>, w: UnderstandWords): LinesFigure {
  const say = w.prevalence
  const line = (name: string, drawn: typeof random, dash: boolean): LinesFigure['series'][number] => ({
    name, dash, points: true, x: drawn.map(d => d.depth), y: drawn.map(d => d.balanced),
    band: { low: drawn.map(d => d.interval.low), high: drawn.map(d => d.interval.high) }
  })
  const at = random.findIndex(d => d.depth === 8)
  return {
    kind: 'lines', title: say.chanceTitle,
    caption: [
      say.chanceSay(num(random[at]!.chains), 8, percent(random[at]!.balanced), percent(tuned[at]!.balanced)),
      say.factorsSay(percent(factors.smallWeights), percent(factors.belowQuarter), num(factors.median, 2))
    ].join(w.space),
    x: { label: say.neurons, scale: 'linear', whole: true }, y: { label: say.share, scale: 'linear', include: [0] },
    series: [line(say.random, random, false), line(say.tuned, tuned, true)]
  }
}

/** |wσ′(wa + b)| over the activation a, with the range in which it is at least 1 as a band. */
export function factorFigure(weightValue: number, biasValue: number, w: UnderstandWords): LinesFigure {
  const range = prevalenceRange(weightValue, biasValue)
  const low = Math.min(-0.25, range ? range.low - 0.1 : 0)
  const high = Math.max(1.25, range ? range.high + 0.1 : 1)
  const x = withEnds(Array.from({ length: POINTS + 1 }, (_, i) => low + ((high - low) * i) / POINTS), range)
  const y = x.map(a => Math.abs(prevalenceFactor(weightValue, biasValue, a)))
  const inside = (a: number): boolean => range !== null && a >= range.low && a <= range.high
  const band = { low: x.map(a => (inside(a) ? 1 : NaN)), high: y.map((v, i) => (inside(x[i]!) ? v : NaN)) }
  return {
    kind: 'lines', title: w.prevalence.factorTitle, caption: rangeSentence(weightValue, range, w),
    x: { label: w.prevalence.activation, scale: 'linear' }, y: { label: w.prevalence.factor, scale: 'linear', include: [0, 1] },
    series: [
      { name: w.prevalence.factor, x, y, ...(range ? { band } : {}) },
      { name: w.prevalence.one, x: [low, high], y: [1, 1], dash: true }
    ],
    ...(range ? { marks: [range.low, range.high].map(a => ({ x: a, y: 1, label: num(a) })) } : {})
  }
}

/** The ends of the range among the places where the curve is drawn, so that the band reaches them. */
function withEnds(x: readonly number[], range: { readonly low: number; readonly high: number } | null): number[] {
  return range ? [...x, range.low, range.high].sort((a, b) => a - b) : [...x]
}

function rangeSentence(weightValue: number, range: ActivationRange | null, { prevalence: say, space }: UnderstandWords): string {
  const size = Math.abs(weightValue)
  if (!range) return say.none(num(size), num(size * LARGEST_SIGMOID_SLOPE))
  if (range.width === 0) return say.point
  const inside = Math.max(0, Math.min(1, range.high) - Math.max(0, range.low))
  const where = inside > 0 ? say.inside(percent(inside)) : say.outside
  return [say.range(num(range.low), num(range.high), num(range.width, 4)), where].join(space)
}

/** eq. (123): the width of that range over |w|, its largest, and the one here. */
export function widthFigure(weightValue: number, w: UnderstandWords): LinesFigure {
  const widest = widestPrevalence()
  const size = Math.abs(weightValue)
  const most = Math.max(40, Math.min(1000, size * 1.05))
  const x = Array.from({ length: POINTS + 1 }, (_, i) => 4 + (most - 4) * (i / POINTS) * (i / POINTS))
  return {
    kind: 'lines', title: w.prevalence.widthTitle,
    caption: w.prevalence.widthSay(num(prevalenceWidth(weightValue), 4), num(widest.weight, 4), num(widest.width, 4)),
    x: { label: w.prevalence.size, scale: 'linear', include: [0] }, y: { label: w.prevalence.width, scale: 'linear', include: [0] },
    series: [{ name: w.prevalence.width, x: [0, ...x], y: [0, ...x.map(prevalenceWidth)] }],
    marks: [
      { x: widest.weight, y: widest.width, label: w.prevalence.widest },
      ...(size <= most ? [{ x: size, y: prevalenceWidth(size), label: w.prevalence.here }] : [])
    ]
  }
}
