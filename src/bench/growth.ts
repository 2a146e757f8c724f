import type { Examples } from '../data/index.ts'
import type { WasmName } from './contestant.ts'
import { polynomialFit, type Fit } from './fit.ts'
import { percent, timeText } from './format.ts'
import { asContestant, openBench, type Bench } from './ours.ts'
import { alternate, type Plan } from './rounds.ts'
import { spreadOf } from './summary.ts'
import { columnsOf, type Table } from './table.ts'
import type { Workload } from './workloads.ts'

/** How the time of a step grows with one size while the others stay. */
export interface Growth {
  readonly size: 'width' | 'depth' | 'batch'
  readonly network: string
  readonly variant: WasmName
  readonly points: readonly { readonly x: number; readonly seconds: number }[]
  readonly fit: Fit
}

interface Series {
  readonly size: Growth['size']
  readonly network: string
  readonly x: readonly number[]
  readonly shape: (x: number) => { readonly layers: readonly number[]; readonly batch: number }
  /** Of the polynomial: products grow with the square of the width, and in proportion to depth and batch. */
  readonly degree: number
}

const repeated = (count: number, width: number): number[] => new Array<number>(count).fill(width)

const SERIES: readonly Series[] = [
  {
    size: 'width', network: '784-w×4-10, batch 64', x: [16, 32, 64, 128, 256, 512], degree: 2,
    shape: w => ({ layers: [784, ...repeated(4, w), 10], batch: 64 })
  },
  {
    size: 'depth', network: '784-30×d-10, batch 64', x: [1, 2, 4, 8, 16, 32, 64, 100], degree: 1,
    shape: d => ({ layers: [784, ...repeated(d, 30), 10], batch: 64 })
  },
  {
    size: 'batch', network: '784-100×2-10, batch b', x: [1, 3, 10, 30, 100, 300, 1000], degree: 1,
    shape: b => ({ layers: [784, 100, 100, 10], batch: b })
  }
]

const EXAMPLES = 5000

/** All three, the points of one in alternation, so that a slow moment of the machine does not bend a curve. */
export async function measureGrowth(variant: WasmName, images: Examples, plan: Plan): Promise<Growth[]> {
  const grown: Growth[] = []
  for (const series of SERIES) {
    const benches: Bench[] = []
    try {
      for (const x of series.x) benches.push(await openBench({ variant, threads: 1 }, workloadOf(series, x), images))
      const rates = await alternate(benches.map((bench, i) => ({ ...asContestant(bench, 1), id: String(series.x[i]) })), plan)
      const points = rates.map(({ rates: all }, i) => ({ x: series.x[i]!, seconds: 1 / spreadOf(all).median }))
      const { size, network, degree } = series
      grown.push({ size, network, variant, points, fit: polynomialFit(series.x, points.map(p => p.seconds), degree) })
    } finally {
      for (const { kernel } of benches) kernel.dispose()
    }
  }
  return grown
}

function workloadOf(series: Series, x: number): Workload {
  return { name: `${series.size} ${x}`, ...series.shape(x), examples: EXAMPLES, learningRate: 0.1, l2: 5, gather: true }
}

/** `98.9 µs + 25.1 µs·d (R² 0.9984, at most 5 % off)` */
export function fitText({ coefficients, r2, worst }: Fit, x: string): string {
  const powers = ['', `·${x}`, `·${x}²`]
  const terms = coefficients.map((c, k) => `${c < 0 ? '− ' : k === 0 ? '' : '+ '}${timeText(Math.abs(c))}${powers[k]}`)
  return `${terms.join(' ')} (R² ${r2.toFixed(4)}, at most ${percent(worst, 0)} off)`
}

export function growthTable(growth: readonly Growth[]): Table {
  return {
    title: 'How the time of a step grows',
    columns: columnsOf('size', 'network', 'build', 'time of a step', 'fit'),
    rows: growth.map(({ size, network, variant, points, fit }) => [
      size, network, variant, points.map(({ x, seconds }) => `${x}: ${timeText(seconds)}`).join(', '), fitText(fit, size[0]!)
    ]),
    notes: ['Fits by least squares of the relative deviations.']
  }
}
