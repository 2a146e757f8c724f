import type { Scale } from './figure.ts'
import { grouped, type SetNumber, setNumber } from './number.ts'
import { pixelScale } from './scale.ts'
import { textWidth } from './text.ts'
import { tickStep, ticks as niceTicks } from './ticks.ts'

/** A tick: its place in px and, on the ticks that carry one, its label. */
export type Tick = { readonly at: number; readonly value: number; readonly label?: SetNumber }

/** An axis laid out in px. `low`/`high` are the ends of the drawn domain. */
export type AxisLayout = {
  readonly scale: Scale
  readonly low: number
  readonly high: number
  readonly ticks: readonly Tick[]
  /** Where values ≤ 0 go on a log axis (px), with the lane's label; absent when there are none. */
  readonly lane?: { readonly at: number; readonly label: string }
  /** The place of a value in px, to 0.1; the lane for values ≤ 0 on a log axis; undefined for what cannot be placed. */
  readonly place: (value: number) => number | undefined
  /** The value that stands at a px, within the drawn domain; 0 in the lane. */
  readonly invert: (px: number) => number
}

/** Beyond this, differences of doubles overflow and a scale would answer NaN; such values are drawn at the edge. */
const ceiling = 1e300
const floor = 1e-300
const round = (x: number): number => Math.round(x * 10) / 10

type Extent = { readonly low: number; readonly high: number; readonly nonPositive: boolean; readonly negative: boolean }

function extentOf(values: Iterable<number>, scale: Scale): Extent {
  let [low, high, nonPositive, negative] = [Infinity, -Infinity, false, false]
  for (const v of values) {
    if (!Number.isFinite(v)) continue
    if (scale === 'log' && v <= 0) {
      nonPositive = true
      negative ||= v < 0
      continue
    }
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  return { low, high, nonPositive, negative }
}

/** The domain of a linear axis: `pad` of the span on both sides, never across zero; a single value gets room around it. */
function linearDomain({ low, high }: Extent, pad: number): [number, number] {
  if (low > high) return [0, 1]
  const [a, b] = [Math.max(-ceiling, low), Math.min(ceiling, high)]
  if (b - a <= Math.max(Math.abs(a), Math.abs(b)) * 1e-9 || b - a < floor) {
    const room = Math.max(Math.abs(a), Math.abs(b)) * 0.1
    return room < floor ? [-1, 1] : [a - room, b + room]
  }
  const room = (b - a) * pad
  return [a >= 0 && a - room < 0 ? 0 : a - room, b <= 0 && b + room > 0 ? 0 : b + room]
}

/** The domain of a log axis: `pad` of the span in decades on both sides, at least half a decade wide. */
function logDomain({ low, high }: Extent, pad: number): [number, number] {
  if (low > high) return [0.1, 1]
  const decade = (v: number): number => Math.min(299, Math.max(-306, Math.log10(v)))
  const [a, b] = [decade(low), decade(high)]
  const room = Math.max((b - a) * pad, (0.5 - (b - a)) / 2, pad > 0 ? 0.02 : 0)
  return [10 ** Math.max(-307, a - room), 10 ** Math.min(300, b + room)]
}

/** Ticks of a linear axis, all to the decimals that the step needs; `whole`: none between two whole numbers. */
function linearTicks(low: number, high: number, labels: number, place: (v: number) => number, whole: boolean): Tick[] {
  const count = whole ? Math.max(1, Math.min(labels, Math.floor(high - low))) : labels
  const step = Math.abs(tickStep(low, high, count))
  const values = niceTicks(low, high, count).filter(v => !whole || Number.isInteger(v)).slice(0, 40)
  const largest = Math.max(Math.abs(low), Math.abs(high))
  const decimals = step > 0 ? Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) : 0
  const plain = decimals <= 5 && largest < 1e6
  const digits = Math.min(15, Math.max(1, Math.ceil(Math.log10(largest / step) + 1e-9) + 1))
  return values.map(value => {
    const text = (value === 0 ? 0 : value).toFixed(Math.min(decimals, 5)).replace('-', '−')
    return { value, at: round(place(value)), label: plain ? { mantissa: text } : setNumber(value, digits, true) }
  })
}

const power = (e: number): number => Number(`1e${e}`) // exact decades, where 10 ** −5 may be an ulp off

/** Which decades carry a label: each, every second, fifth, …, so that about `count` do, but at least two wherever two stand in sight. */
function labelEvery(low: number, high: number, count: number): number {
  const within = (n: number): number => Math.floor(high / n) - Math.ceil(low / n) + 1
  const steps = [1, 2, 5, 10, 20, 50, 100, 200]
  const fitting = steps.findIndex(n => (high - low) / n <= count)
  let i = fitting < 0 ? steps.length - 1 : fitting
  while (i > 0 && within(steps[i]) < 2) i--
  return steps[i]
}

/**
 * Ticks of a log axis: decades labelled 10ⁿ. Many decades label every second, fifth, … one and keep the others as
 * unlabelled ticks; below two decades the 2 and the 5 are labelled too, so that a reader always has two numbers to hold on to.
 * `tidy` leaves unlabelled ticks between decades out where they would stand closer than 2 px.
 */
function logTicks(low: number, high: number, count: number, place: (v: number) => number, tidy: boolean): Tick[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
  const span = Math.log10(high) - Math.log10(low)
  const every = labelEvery(Math.log10(low), Math.log10(high), count)
  const ticks: Tick[] = []
  const crowded = tidy && (Math.abs(place(high) - place(low)) / span) * Math.log10(10 / 9) < 2
  for (let e = Math.max(first, -307); e <= Math.min(last, 307); e++) {
    for (let m = 1; m <= 9; m++) {
      const value = m * power(e)
      if (value < low || value > high || (m > 1 && span > 3.5) || (m === 1 && span > 60 && e % every !== 0)) continue
      const labelled = (m === 1 && e % every === 0) || (span < 2 && (m === 2 || m === 5)) || (span < 0.7 && m !== 7 && m !== 9)
      if (crowded && m > 1 && !labelled) continue
      const near = Math.abs(e) <= 2 && span < 2
      const label = near ? setNumber(value, 1, true) : { mantissa: m === 1 ? '' : String(m), exponent: e }
      ticks.push({ value, at: round(place(value)), ...(labelled ? { label } : {}) })
    }
  }
  return ticks
}

/** What an axis is laid out for: its scale, the px where it begins and ends, and about how many labels it has room for. */
export type AxisRequest = {
  readonly scale: Scale
  readonly from: number
  readonly to: number
  readonly labels: number
  /** Share of the span left empty at each end; default 0.05. */
  readonly pad?: number
  /** Whether ticks without a label are left out where they would run together; default false, as in a report. */
  readonly tidy?: boolean
  /** Whether a linear axis has ticks at whole numbers only; default false. */
  readonly whole?: boolean
  /** Whether a log axis keeps a lane for values ≤ 0; default true. */
  readonly lane?: boolean
  /** How much of the axis the lane takes, with the space above it; default 26. */
  readonly laneDepth?: number
  /** What stands between thousands; default nothing. */
  readonly group?: string
}

/** Lays an axis out for `values`; `from` is where its low end stands. Total: hostile values give an axis, never a NaN. */
export function layoutAxis(values: Iterable<number>, request: AxisRequest): AxisLayout {
  const extent = extentOf(values, request.scale)
  const direction = request.to >= request.from ? 1 : -1
  const hasLane = request.scale === 'log' && extent.nonPositive && request.lane !== false
  const laneDepth = request.laneDepth ?? 26
  const from = hasLane ? request.from + direction * laneDepth : request.from
  const pad = request.pad ?? 0.05
  const [low, high] = request.scale === 'log' ? logDomain(extent, pad) : linearDomain(extent, pad)
  const px = pixelScale(request.scale, low, high, from, request.to)
  const inside = (v: number): number => px.place(Math.min(high, Math.max(low, v)))
  const laneAt = round(request.from + direction * laneDepth * 0.3)
  const ticks = request.scale === 'log' ? logTicks(low, high, request.labels, inside, request.tidy === true) :
    linearTicks(low, high, request.labels, inside, request.whole === true)
  const set = ({ label, ...tick }: Tick): Tick =>
    (label === undefined ? tick : { ...tick, label: { ...label, mantissa: grouped(label.mantissa, request.group ?? '') } })
  return {
    scale: request.scale, low, high, ticks: ticks.map(set),
    ...(hasLane ? { lane: { at: laneAt, label: extent.negative ? '≤ 0' : '0' } } : {}),
    place: v => {
      if (!Number.isFinite(v)) return undefined
      if (request.scale === 'log' && v <= 0) return hasLane ? laneAt : undefined
      return round(inside(v))
    },
    invert: at => (hasLane && direction * (at - from) < -laneDepth / 4 ? 0 : Math.min(high, Math.max(low, px.invert(at))))
  }
}

/** Width in px of the widest tick label; the lane's label counts too. */
export function tickRoom(axis: AxisLayout, font: number): number {
  let room = axis.lane ? textWidth(axis.lane.label, font) : 0
  for (const { label } of axis.ticks) {
    if (label === undefined) continue
    const exponent = label.exponent === undefined ? '' : `10${label.exponent}`
    room = Math.max(room, textWidth(label.mantissa, font) + textWidth(exponent, font) * 0.9)
  }
  return Math.ceil(room)
}
