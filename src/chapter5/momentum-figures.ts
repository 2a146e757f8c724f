import { numberText, type Figure } from '../charts/index.ts'
import { mean } from '../numerics/index.ts'
import { bandSeries } from './figures.ts'
import { finalError, methods, ofCell, otherScales, type CellName, type Comparison, type MomentumRun } from './momentum-evidence.ts'
import { publishedMomentum } from './published.ts'

/** A comparison with what it was about. */
export interface NamedComparison extends Comparison {
  readonly name: string
}

const sparse = 'sparse ×1'

function curveFigure(runs: readonly MomentumRun[], task: MomentumRun['task'], title: string): Figure {
  return {
    kind: 'lines',
    title,
    caption: 'Squared error of a training image, from the sparse start; median and 5–95 % band over seeds, each method at its own rate.',
    x: { label: 'updates', scale: 'linear' },
    y: { label: 'squared error', scale: 'log' },
    series: methods.flatMap(({ name }) => {
      const of = ofCell(runs, { task, method: name, start: sparse })
      // The first reading is of the untrained network, ten times all others.
      return of.length === 0 ? [] : bandSeries(name, of[0]!.steps.slice(1), of.map(r => r.error.slice(1)))
    })
  }
}

const meanError = (runs: readonly MomentumRun[], cell: CellName): string => {
  const of = ofCell(runs, cell)
  return of.length === 0 ? '–' : numberText(mean(of.map(finalError)))
}

function methodsTable(runs: readonly MomentumRun[]): Figure {
  const ours = (task: MomentumRun['task'], method: string): string => meanError(runs, { task, method, start: sparse })
  return {
    kind: 'table',
    title: 'Squared error by method, the paper’s and ours',
    caption:
      'Published: Sutskever et al. 2013, table 1, after 750,000 updates. Ours: means over seeds. Networks and images differ in size, so compare the order ' +
      'within a column, not across.',
    columns: ['momentum', 'Curves, published', 'curves, ours', 'MNIST, published', 'MNIST, ours'],
    rows: publishedMomentum.methods.map((method, i) => [
      method, String(publishedMomentum.curves[i]!), ours('curves', method), String(publishedMomentum.mnist[i]!), ours('mnist', method)
    ])
  }
}

function startsTable(runs: readonly MomentumRun[]): Figure {
  const nesterov = (start: string): string => meanError(runs, { task: 'curves', method: 'Nesterov 0.99', start })
  const published = new Map<number, number>(publishedMomentum.scales.map(s => [s.scale, s.error]))
  return {
    kind: 'table',
    title: 'The start matters: squared error on curves with Nesterov momentum',
    caption: 'Published: table 3, the sparse start with its weights multiplied. Ours: momentum to 0.99, means over seeds.',
    columns: ['start', 'published', 'ours', 'ours without momentum'],
    rows: [
      ...[1, ...otherScales].sort((a, b) => a - b).map(scale => [
        `sparse ×${scale}`, String(published.get(scale) ?? '–'), nesterov(`sparse ×${scale}`), scale === 1 ? meanError(runs, { task: 'curves', method: 'none', start: sparse }) : '–'
      ]),
      ['normalised uniform', '–', nesterov('normalised'), meanError(runs, { task: 'curves', method: 'none', start: 'normalised' })]
    ]
  }
}

function comparisonsTable(comparisons: readonly NamedComparison[]): Figure {
  return {
    kind: 'table',
    title: 'Comparisons, seed by seed',
    caption: 'Error of the first over error of the second: geometric mean and 95 % interval. Below 1 the first is better.',
    columns: ['comparison', 'ratio', 'low', 'high', 'pairs'],
    rows: comparisons.map(c => [c.name, numberText(c.ratio), numberText(c.low), numberText(c.high), c.pairs])
  }
}

export const momentumFigures = (runs: readonly MomentumRun[], comparisons: readonly NamedComparison[]): Figure[] => [
  curveFigure(runs, 'curves', 'Deep autoencoder of curves'), curveFigure(runs, 'mnist', 'Deep autoencoder of MNIST digits'),
  methodsTable(runs), startsTable(runs), comparisonsTable(comparisons)
]
