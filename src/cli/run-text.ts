import { terminalPlot } from '../charts/index.ts'
import { describeExperiment, toUrl, type Experiment } from '../experiment/index.ts'
import { exp, formatNumber, log, quantile } from '../numerics/index.ts'
import type { RunResult } from '../run/index.ts'
import { series } from '../trace/index.ts'
import { valueAt, valuesAt, wasRead, type End } from './ends.ts'
import { asciiOnly, colours, columns, legible, paragraph } from './streams.ts'
import { table } from './table.ts'

/** What runs: in words, and as the link that runs it again, which is one line however long. Nothing `measured` is trained. */
export function header(experiment: Experiment, seeds: number, measured: boolean): string {
  const { training } = experiment
  const words = describeExperiment(measured ? { ...experiment, training: { ...training, epochs: 0 } } : experiment)
    .replaceAll(/\d+\.\d{4,}(?:e[+-]?\d+)?/g, rounded)
  const many = seeds > 1 ? words.replace(/; seed \d+$/, `; ${seeds} seeds from ${experiment.seed}`) : words
  return `${paragraph(many)}\n${toUrl(experiment)}\n`
}

/** A number of more than four digits in four; the link has them all. */
function rounded(digits: string): string {
  const value = Number(digits)
  return value === Number(value.toPrecision(4)) ? digits : formatNumber(value, 4)
}

/** Curves that can be told apart in a plot of this size. */
const MOST_CURVES = 8

/** The norms of δ over the epochs, on a log axis, medians over the runs; undefined when fewer than two epochs were read. */
export function deltaPlot(results: readonly RunResult[]): string | undefined {
  const { experiment } = results[0]!.trace
  const hidden = experiment.network.layers.length - 2
  const shown = Math.min(hidden, MOST_CURVES)
  const layers = Array.from({ length: shown }, (_, i) => 1 + Math.round((i * (hidden - 1)) / Math.max(1, shown - 1)))
  const curves = layers.map(l => medianCurve(results, l)).filter(({ y }) => y.filter(value => Number.isFinite(value)).length > 1)
  if (curves.length === 0) return undefined
  const each = shown < hidden ? `${shown} of the ${hidden} hidden layers` : hidden === 1 ? 'the hidden layer' : 'each hidden layer'
  const title = `‖δ‖ of ${each} over the epochs${results.length > 1 ? `, median of ${results.length} seeds` : ''}`
  const look = { width: columns(), height: 16, yScale: 'log', ascii: asciiOnly(), color: colours() } as const
  return `${paragraph(title)}\n${terminalPlot(curves, look)}`
}

function medianCurve(results: readonly RunResult[], layer: number): { name: string; x: number[]; y: number[] } {
  const all = results.map(({ trace }) => series(trace, 'deltaNorm', layer))
  const longest = all.reduce((a, b) => (b.value.length > a.value.length ? b : a))
  const y = Array.from(longest.value, (_, i) => medianOf(all.flatMap(({ value }) => (i < value.length ? [value[i]!] : []))))
  return { name: `layer ${layer}`, x: [...longest.epoch], y }
}

const medianOf = (values: readonly number[]): number => (values.some(value => Number.isNaN(value)) ? NaN : quantile(values, 0.5))

/** Median over the runs, with the 5–95 % range when there are enough of them for one. */
export function spread(values: readonly number[]): string {
  return values.length < MANY ? middle(values) : `${middle(values)} (${low(values)} to ${high(values)})`
}

/**
 * One row a layer: every quantity that was read, at the end of the run; over many seeds medians, and the spread of the norm.
 * Where the quantities' names leave no room, short words stand in their place.
 */
export function layerTable(results: readonly RunResult[], measured: boolean): string {
  const { experiment } = results[0]!.trace
  const sizes = experiment.network.layers.slice(1)
  const asked = experiment.observe.quantities.filter(name => sizes.some((_, l) => wasRead(results[0]!, name, l + 1)))
  if (asked.length === 0) return 'No layer was read (observe.quantities names only quantities of the whole network).'
  const norm = NORMS.find(name => asked.includes(name))
  const tableOf = (name: (quantity: string) => string): string[][] => {
    const parts: Column[] = [
      { head: '', cell: l => (l === sizes.length ? 'output' : `layer ${l}`) },
      { head: 'units', cell: l => String(sizes[l - 1]) },
      ...(norm === undefined ? [] : normColumns(results, norm, sizes.length, measured, name)),
      ...asked.filter(one => one !== norm).map(one => ({ head: name(one), cell: (l: number) => (wasRead(results[0]!, one, l) ? middle(valuesAt(results, one, l, 'last')) : '') }))
    ]
    return [parts.map(({ head }) => legible(head)), ...sizes.map((_, i) => parts.map(({ cell }) => legible(cell(i + 1))))]
  }
  const full = tableOf(name => name)
  const [heads, ...rows] = naturalWidth(full) <= columns() ? full : tableOf(name => SHORT[name] ?? name)
  return table(heads!, rows)
}

/** Width of a table none of whose cells is broken. */
const naturalWidth = (cells: readonly (readonly string[])[]): number =>
  cells[0]!.reduce((sum, _, c) => sum + 2 + Math.max(...cells.map(row => row[c]!.length)), -2)

const SHORT: Readonly<Record<string, string>> = {
  deltaNorm: '‖δ‖', deltaRms: 'rms ‖δ‖', weightGradientNorm: '‖∂C/∂W‖', updateRatio: '‖ΔW‖/ ‖W‖', activationMean: 'mean a',
  activationVariance: 'var a', weightedInputMean: 'mean z', weightedInputVariance: 'var z', slopeMeanSquare: 'mean φ′²',
  saturatedShare: 'satu- rated', deadShare: 'dead', weightGain: 'weight gain', slopeGain: 'slope gain'
}

interface Column { readonly head: string; readonly cell: (layer: number) => string }
const NORMS = ['deltaNorm', 'deltaRms', 'weightGradientNorm'] as const
const MANY = 5

/** The norm, at the start too when the run went on from there, and how many times as large it is in the next layer. */
function normColumns(
  results: readonly RunResult[], norm: string, layers: number, measured: boolean, name: (quantity: string) => string
): Column[] {
  const at = (l: number): number[] => valuesAt(results, norm, l, 'last')
  const factors = (l: number): number[] => {
    const [here, next] = [at(l), at(l + 1)]
    return here.map((value, i) => next[i]! / value)
  }
  const factor = (show: (values: readonly number[]) => string) => (l: number) => {
    const values = l === layers ? [] : factors(l)
    return values.every(value => Number.isNaN(value)) ? '' : show(values)
  }
  const start: Column[] = measured ? [] : [{ head: `${name(norm)}: start`, cell: l => middle(valuesAt(results, norm, l, 'first')) }]
  const head = measured ? name(norm) : 'end'
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

/**
 * What the norms say, in words: "By ‖δ‖, layer 1 learns 157 times as slowly as layer 4, a factor of 5.4 a layer."
 * After training, at the start and at the end. '' when there are no two hidden layers to compare.
 */
export function slowestSentence(results: readonly RunResult[], measured: boolean): string {
  const last = results[0]!.trace.experiment.network.layers.length - 2
  const median = results.length > 1 ? ' (median)' : ''
  const start = comparison(results, last, 'first')
  const end = comparison(results, last, 'last')
  if (last < 2) return ''
  if (measured) return end === undefined ? '' : `By ‖δ‖, layer 1 learns ${end} as layer ${last}${eachLayer(results, last)}${median}.`
  if (start === undefined) return ''
  const then = end === undefined ? '' : `; at the end, ${end}`
  return `By ‖δ‖, layer 1 learns at the start ${start} as layer ${last}${then}${median}.`
}

const ratioOf = (results: readonly RunResult[], last: number, end: End): number =>
  medianOf(results.map(result => valueAt(result, 'deltaNorm', last, end) / valueAt(result, 'deltaNorm', 1, end)))

/** "157 times as slowly"; undefined where the two cannot be compared. */
function comparison(results: readonly RunResult[], last: number, end: End): string | undefined {
  const ratio = ratioOf(results, last, end)
  if (!(ratio > 0 && ratio < Infinity)) return undefined
  return ratio >= 1 ? `${formatNumber(ratio)} times as slowly` : `${formatNumber(1 / ratio)} times as fast`
}

function eachLayer(results: readonly RunResult[], last: number): string {
  const ratio = ratioOf(results, last, 'last')
  return last > 2 ? `, a factor of ${formatNumber(exp(Math.abs(log(ratio)) / (last - 1)), 2)} a layer` : ''
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
    if (!wasRead(results[0]!, quantity, 0)) return []
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
      const when = `at step ${end.step} (epoch ${formatNumber(end.epoch)}), made by the ${end.operation}`
      return `Not finite: ${end.quantity} of ${where} ${when}. Try a smaller training.optimizer.learningRate or smaller weights.`
    }
    default:
      return end satisfies never
  }
}
