import { terminalPlot, terminalTable } from '../charts/index.ts'
import { describeExperiment, toUrl, type Experiment } from '../experiment/index.ts'
import { formatNumber, quantile } from '../numerics/index.ts'
import type { RunResult } from '../run/index.ts'
import { series } from '../trace/index.ts'
import { asciiOnly, columns } from './streams.ts'

/** Two lines that say what runs: in words, and as the link that runs it again. */
export function header(experiment: Experiment, seeds: number): string {
  const many = seeds > 1 ? `, ${seeds} seeds from ${experiment.seed}` : ''
  return `${describeExperiment(experiment)}${many}\n${toUrl(experiment)}\n`
}

/** The norms of δ over the epochs, on a log axis; undefined when fewer than two epochs were read. */
export function deltaPlot({ trace }: RunResult): string | undefined {
  const hidden = trace.experiment.network.layers.length - 2
  const curves = Array.from({ length: hidden }, (_, l) => {
    const { epoch, value } = series(trace, 'deltaNorm', l + 1)
    return { name: `layer ${l + 1}`, x: [...epoch], y: [...value] }
  }).filter(({ x }) => x.length > 1)
  if (curves.length === 0 || curves.length > 8) return undefined
  return terminalPlot(curves, { width: columns(), height: 16, yScale: 'log', ascii: asciiOnly() })
}

/** Median over the runs, with the 5–95 % range when there are enough of them for one. */
export function spread(values: readonly number[]): string {
  const finite = values.filter(value => !Number.isNaN(value))
  if (finite.length === 0) return 'NaN'
  const middle = formatNumber(quantile(finite, 0.5))
  return finite.length < 5 ? middle : `${middle} (${formatNumber(quantile(finite, 0.05))} to ${formatNumber(quantile(finite, 0.95))})`
}

type End = 'first' | 'last'
const valueAt = ({ trace }: RunResult, quantity: string, layer: number, end: End): number => {
  const { value } = series(trace, quantity, layer)
  return (end === 'first' ? value[0] : value.at(-1)) ?? NaN
}
const valuesAt = (results: readonly RunResult[], quantity: string, layer: number, end: End): number[] =>
  results.map(result => valueAt(result, quantity, layer, end))

/** One row a layer: every quantity that was read, at the end of the run. */
export function layerTable(results: readonly RunResult[], measured: boolean): string {
  const { experiment } = results[0]!.trace
  const sizes = experiment.network.layers.slice(1)
  const asked = experiment.observe.quantities.filter(name => sizes.some((_, l) => valuesAt(results, name, l + 1, 'last').some(x => !Number.isNaN(x))))
  const norm = ratioQuantity(asked)
  const cells = (l: number): string[] => asked.flatMap(name => {
    const end = spread(valuesAt(results, name, l, 'last'))
    return !measured && name === norm ? [spread(valuesAt(results, name, l, 'first')), end] : [end]
  })
  const heads = asked.flatMap(name => (!measured && name === norm ? [`${name} at start`, 'at end'] : [name]))
  const rows = sizes.map((size, i) => [
    i === sizes.length - 1 ? 'output' : `layer ${i + 1}`, String(size), ...cells(i + 1),
    ...(norm === undefined ? [] : [i === sizes.length - 1 ? '' : `× ${spread(ratios(results, norm, i + 1))}`])
  ])
  return terminalTable(['', 'units', ...heads, ...(norm === undefined ? [] : ['next layer'])], rows, { width: columns() })
}

/** How many times as fast the next layer is. */
const ratioQuantity = (asked: readonly string[]): string | undefined =>
  ['deltaNorm', 'deltaRms', 'weightGradientNorm'].find(name => asked.includes(name))
const ratios = (results: readonly RunResult[], quantity: string, layer: number): number[] =>
  results.map(result => valueAt(result, quantity, layer + 1, 'last') / valueAt(result, quantity, layer, 'last'))

const NETWORK = [['cost', 'cost'], ['accuracy', 'accuracy'], ['validationCost', 'validation cost'], ['validationAccuracy', 'validation accuracy']] as const

/** Cost and accuracy: start → end. */
export function networkLines(results: readonly RunResult[], measured: boolean): string {
  const lines = NETWORK.flatMap(([quantity, words]) => {
    const show = (end: End): string => {
      const values = valuesAt(results, quantity, 0, end)
      return /accuracy/i.test(quantity) ? `${spread(values.map(x => 100 * x))} %` : spread(values)
    }
    if (valuesAt(results, quantity, 0, 'last').every(x => Number.isNaN(x)) && series(results[0]!.trace, quantity, 0).value.length === 0) return []
    return [`${words.padEnd(20)} ${measured ? show('last') : `${show('first')} → ${show('last')}`}`]
  })
  return lines.join('\n')
}

/** One sentence for a run that did not reach its end, else ''. */
export function endSentence({ trace }: RunResult): string {
  const { end } = trace
  switch (end.kind) {
    case 'done':
      return ''
    case 'stopped':
      return `Stopped at epoch ${formatNumber(end.epoch)}, step ${end.step}.`
    case 'nonFinite': {
      const where = end.layer === 0 ? 'the network' : `layer ${end.layer}`
      return `Not finite: ${end.quantity} of ${where} at step ${end.step} (epoch ${formatNumber(end.epoch)}), made by the ${end.operation}.`
    }
    default:
      return end satisfies never
  }
}
