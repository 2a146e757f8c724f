import { terminalPlot, terminalTable } from '../charts/index.ts'
import { describeExperiment, toUrl, type Experiment } from '../experiment/index.ts'
import { exp, formatNumber, log, quantile } from '../numerics/index.ts'
import type { RunResult } from '../run/index.ts'
import { series } from '../trace/index.ts'
import { asciiOnly, columns } from './streams.ts'

/** Two lines that say what runs: in words, and as the link that runs it again. */
export function header(experiment: Experiment, seeds: number): string {
  const words = describeExperiment(experiment)
  const many = seeds > 1 ? words.replace(/; seed \d+$/, `; ${seeds} seeds from ${experiment.seed}`) : words
  return `${many}\n${toUrl(experiment)}\n`
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
  return values.length < MANY ? middle(values) : `${middle(values)} (${low(values)} to ${high(values)})`
}

type End = 'first' | 'last'
const valueAt = ({ trace }: RunResult, quantity: string, layer: number, end: End): number => {
  const { value } = series(trace, quantity, layer)
  return (end === 'first' ? value[0] : value.at(-1)) ?? NaN
}
const valuesAt = (results: readonly RunResult[], quantity: string, layer: number, end: End): number[] =>
  results.map(result => valueAt(result, quantity, layer, end))

/** One row a layer: every quantity that was read, at the end of the run; over many seeds medians, and the spread of the norm. */
export function layerTable(results: readonly RunResult[], measured: boolean): string {
  const { experiment } = results[0]!.trace
  const sizes = experiment.network.layers.slice(1)
  const asked = experiment.observe.quantities.filter(name => sizes.some((_, l) => series(results[0]!.trace, name, l + 1).value.length > 0))
  if (asked.length === 0) return 'No layer was read (observe.quantities names only quantities of the whole network).'
  const norm = NORMS.find(name => asked.includes(name))
  const table: Column[] = [
    { head: '', cell: l => (l === sizes.length ? 'output' : `layer ${l}`) },
    { head: 'units', cell: l => String(sizes[l - 1]) },
    ...(norm === undefined ? [] : normColumns(results, norm, sizes.length, measured)),
    ...asked.filter(name => name !== norm).map(name => ({ head: name, cell: (l: number) => middle(valuesAt(results, name, l, 'last')) }))
  ]
  const rows = sizes.map((_, i) => table.map(({ cell }) => cell(i + 1)))
  return terminalTable(table.map(({ head }) => head), rows, { width: columns(), ascii: asciiOnly() })
}

interface Column { readonly head: string; readonly cell: (layer: number) => string }
const NORMS = ['deltaNorm', 'deltaRms', 'weightGradientNorm'] as const
const MANY = 5

/** The norm, at the start too when the run went on from there, and how many times as large it is in the next layer. */
function normColumns(results: readonly RunResult[], name: string, layers: number, measured: boolean): Column[] {
  const at = (l: number): number[] => valuesAt(results, name, l, 'last')
  const factors = (l: number): number[] => at(l).map((value, i) => at(l + 1)[i]! / value)
  const factor = (show: (values: readonly number[]) => string) => (l: number) => (l === layers ? '' : show(factors(l)))
  const start: Column[] = measured ? [] : [{ head: `${name}: start`, cell: l => middle(valuesAt(results, name, l, 'first')) }]
  const head = measured ? name : 'end'
  if (results.length < MANY) {
    return [...start, { head, cell: l => middle(at(l)) }, { head: 'next layer', cell: factor(x => `× ${middle(x)}`) }]
  }
  return [
    ...start,
    { head: `${head}, median`, cell: l => middle(at(l)) },
    { head: '5 %', cell: l => low(at(l)) },
    { head: '95 %', cell: l => high(at(l)) },
    { head: 'next layer', cell: factor(x => `× ${middle(x)}`) },
    { head: '5 %', cell: factor(low) },
    { head: '95 %', cell: factor(high) }
  ]
}

const share = (values: readonly number[], p: number): string => {
  const known = values.filter(value => !Number.isNaN(value))
  return known.length === 0 ? 'NaN' : formatNumber(quantile(known, p))
}
const middle = (values: readonly number[]): string => share(values, 0.5)
const low = (values: readonly number[]): string => share(values, 0.05)
const high = (values: readonly number[]): string => share(values, 0.95)

/** "Layer 1 learns 157 times as slowly as layer 4, a factor of 5.4 a layer."; undefined when there are no two hidden layers to compare. */
export function slowestSentence(results: readonly RunResult[]): string | undefined {
  const last = results[0]!.trace.experiment.network.layers.length - 2
  if (last < 2) return undefined
  const ratios = results.map(result => valueAt(result, 'deltaNorm', last, 'last') / valueAt(result, 'deltaNorm', 1, 'last'))
  const ratio = quantile(ratios, 0.5)
  if (!(ratio > 0 && ratio < Infinity)) return undefined
  const [times, how] = ratio >= 1 ? [ratio, 'slowly'] : [1 / ratio, 'fast']
  const each = last > 2 ? `, a factor of ${formatNumber(exp(log(times) / (last - 1)), 2)} a layer` : ''
  return `By ‖δ‖, layer 1 learns ${formatNumber(times)} times as ${how} as layer ${last}${each}${results.length > 1 ? ' (median)' : ''}.`
}

const NETWORK = [
  ['cost', 'cost'], ['accuracy', 'accuracy'], ['validationCost', 'validation cost'], ['validationAccuracy', 'validation accuracy']
] as const

/** Cost and accuracy: start → end. */
export function networkLines(results: readonly RunResult[], measured: boolean): string {
  const lines = NETWORK.flatMap(([quantity, words]) => {
    const show = (end: End): string => {
      const values = valuesAt(results, quantity, 0, end)
      return /accuracy/i.test(quantity) ? `${spread(values.map(x => 100 * x))} %` : spread(values)
    }
    if (series(results[0]!.trace, quantity, 0).value.length === 0) return []
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
