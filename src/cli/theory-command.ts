import { ACTIVATION_NAMES, type ActivationName } from '../experiment/index.ts'
import { InputError, nearestName, shown } from '../errors/index.ts'
import { exp, formatNumber } from '../numerics/index.ts'
import { criticalLine, isometry, meanField, type CriticalPoint, type Isometry, type IsometrySettings, type NoCriticalPoint } from '../theory/index.ts'
import { canonicalJson } from '../trace/index.ts'
import { has, last, oneOf, wholeNumber, type Arguments } from './arguments.ts'
import { usage, type ExitCode } from './exit.ts'
import { columns, print, printParts, wrapped } from './streams.ts'
import { table } from './table.ts'

const TOPICS = ['mean-field', 'critical-line', 'isometry'] as const
type Topic = (typeof TOPICS)[number]

/** Which options a topic reads; the others are refused rather than ignored. */
const OPTIONS: Readonly<Record<Topic, readonly string[]>> = {
  'mean-field': ['activation', 'weight-variance', 'bias-variance'],
  'critical-line': ['activation', 'bias-variance'],
  isometry: ['activation', 'weight-variance', 'bias-variance', 'ensemble', 'depth']
}

/** `deltascope theory TOPIC`: numbers of mean-field theory, without a network. */
export async function theoryCommand(args: Arguments): Promise<ExitCode> {
  const topic = topicOf(args)
  const { result, text } = answer(topic, args)
  if (has(args, 'json')) await printParts([`${canonicalJson(result)}\n`])
  else print(text())
  return 0
}

interface Answer { readonly result: unknown; readonly text: () => string }

function topicOf(args: Arguments): Topic {
  const topic = TOPICS.find(name => name === args.argument)
  if (topic === undefined) {
    const near = args.argument === undefined ? undefined : nearestName(args.argument, TOPICS)
    const remedy = near ? `Did you mean ${near}?` : 'For example deltascope theory mean-field --activation tanh --weight-variance 1.5'
    throw usage('TOPIC', `one of ${TOPICS.join(', ')}`, args.argument === undefined ? 'nothing' : shown(args.argument), remedy)
  }
  const known = Object.values(OPTIONS).flat()
  const foreign = [...args.values.keys()].find(name => known.includes(name) && !OPTIONS[topic].includes(name))
  if (foreign !== undefined) throw usage(`--${foreign}`, `an option of theory ${topic} (--${OPTIONS[topic].join(', --')})`, 'one of another topic')
  return topic
}

function answer(topic: Topic, args: Arguments): Answer {
  switch (topic) {
    case 'mean-field':
      return meanFieldAnswer(args)
    case 'critical-line':
      return criticalLineAnswer(args)
    case 'isometry':
      return isometryAnswer(args)
    default:
      return topic satisfies never
  }
}

const MOST = 1e6

/** A number from 0 to a million, as decimal or scientific notation. */
function variance(args: Arguments, name: string): number | undefined {
  const text = last(args, name)
  if (text === undefined) return undefined
  const value = /^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : NaN
  if (!(value >= 0 && value <= MOST)) throw usage(`--${name}`, `a number from 0 to ${MOST}`, shown(text))
  return value
}

function required<T>(value: T | undefined, name: string, example: string): T {
  if (value === undefined) throw usage(`--${name}`, 'a value', 'nothing', `For example --${name} ${example}`)
  return value
}

interface Settings { readonly activation: ActivationName; readonly weightVariance: number; readonly biasVariance: number }

const settingsOf = (args: Arguments): Settings => ({
  activation: required(oneOf(args, 'activation', ACTIVATION_NAMES), 'activation', 'tanh'),
  weightVariance: required(variance(args, 'weight-variance'), 'weight-variance', '1.5'),
  biasVariance: variance(args, 'bias-variance') ?? 0
})

const heading = ({ activation, weightVariance, biasVariance }: Settings): string =>
  `${activation}, σ_w² = ${formatNumber(weightVariance, 11)}, σ_b² = ${formatNumber(biasVariance, 11)}`

type Row = readonly [sign: string, value: number, meaning: string]

const signs = (rows: readonly Row[]): string =>
  table(['', 'value', ''], rows.map(([sign, value, meaning]) => [sign, Number.isNaN(value) ? 'any' : formatNumber(value, 8), meaning]))

function meanFieldAnswer(args: Arguments): Answer {
  const settings = settingsOf(args)
  const result = meanField(settings)
  const { depthScale, phase } = result
  const rows: readonly Row[] = [
    ['q*', result.preactivationVariance, 'variance of the weighted inputs deep in the network'],
    ['χ_q', result.varianceSlope, 'what is left of a distance from q* after a layer'],
    ['χ₁', result.correlationSlope, 'factor of the squared gradient a layer'],
    ['1/√χ₁', result.gradientFactor, 'times as large is ‖δ‖ one layer further up'],
    ['c*', result.correlation, 'correlation that two inputs settle to'],
    ['ξ_q', depthScale.variance, 'layers over which a distance from q* shrinks by e'],
    ['ξ_c', depthScale.correlation, 'layers over which a distance from c* shrinks by e'],
    ['ξ_∇', depthScale.gradient, 'layers over which the squared gradient changes by e']
  ]
  const meaning = { ordered: 'gradients vanish with depth', critical: 'the edge of chaos', chaotic: 'gradients explode with depth' }[phase]
  const notes = result.notes.flatMap(text => wrapped(text, columns()))
  return { result, text: () => [`${heading(settings)}: ${phase} (${meaning})`, '', signs(rows), ...notes].join('\n') }
}

function criticalLineAnswer(args: Arguments): Answer {
  const activation = oneOf(args, 'activation', ACTIVATION_NAMES)
  const biasVariance = variance(args, 'bias-variance') ?? 0
  const points = (activation === undefined ? ACTIVATION_NAMES : [activation]).map(name => criticalLine(name, biasVariance))
  const text = (): string => {
    const title = `The edge of chaos (χ₁ = 1) at σ_b² = ${formatNumber(biasVariance, 11)}`
    return `${title}\n\n${table(['', 'σ_w²', 'q*', 'saturated', ''], points.map(pointRow))}`
  }
  return { result: activation === undefined ? { biasVariance, points } : points[0], text }
}

function pointRow(point: CriticalPoint | NoCriticalPoint): string[] {
  if (point.kind === 'none') return [point.activation, 'none', '', '', point.reason]
  const { activation, weightVariance, preactivationVariance, saturatedShare, reason } = point
  return [activation, formatNumber(weightVariance, 10), formatNumber(preactivationVariance, 10), `${formatNumber(100 * saturatedShare)} %`, reason]
}

/** As `isometry`, whose advice is for programs: the command line has no option for the layers' own variance. */
function layerProduct(settings: IsometrySettings): Isometry {
  try {
    return isometry(settings)
  } catch (error) {
    if (!(error instanceof InputError) || error.mistake.where !== 'preactivationVariance') throw error
    const remedy = 'Change --weight-variance or --bias-variance'
    const expected = 'weights and biases with which the variance of weighted inputs settles above 0'
    throw usage('--weight-variance', expected, `a variance that goes to ${error.mistake.got}`, remedy)
  }
}

function isometryAnswer(args: Arguments): Answer {
  const settings = settingsOf(args)
  const ensemble = oneOf(args, 'ensemble', ['gaussian', 'orthogonal']) ?? 'gaussian'
  const depth = wholeNumber(args, 'depth', 1, 100_000) ?? 1
  const result = layerProduct({ ...settings, ensemble, depth })
  const rows: readonly Row[] = [
    ['q', result.preactivationVariance, 'variance of the weighted inputs of every layer'],
    ['rms', result.rms, 'root mean square of the singular values: √χ₁ to the depth'],
    ['max', result.largest, 'largest singular value'],
    ['bound', exp(result.logBound), 'what ‖W‖·max|φ′| alone would allow'],
    ['Var/mean²', result.relativeVariance, 'spread of the squared singular values; 0 is a perfect isometry']
  ]
  const title = `${heading(settings)}: ${depth} layer${depth === 1 ? '' : 's'} with ${ensemble} weights`
  return { result, text: () => `${title}\n\n${signs(rows)}` }
}
