import type { ActivationName, Experiment } from '../experiment/index.ts'
import { exp, log, mean } from '../numerics/index.ts'
import { criticalLine, meanField, phaseDiagram, phasePoint, type CriticalPoint, type NoCriticalPoint, type PhaseDiagram } from '../theory/index.ts'
import type { Trace } from '../trace/index.ts'
import type { Budget, PlannedRun, Preparation } from './claim.ts'
import { depthOf, valuesOf } from './evidence.ts'
import { variant } from './experiments.ts'
import { indices } from './figures.ts'

/** σ_b² of the experiment on depth. */
export const biasVariance = 0.05

/** Where an activation's diagram is drawn and measured; dots at every pair of `dots`. */
interface Window {
  readonly weightVariances: readonly number[]
  readonly biasVariances: readonly number[]
  readonly dots: readonly (readonly number[])[]
}
const grid = (from: number, to: number, count: number): number[] => indices(count).map(i => from + ((to - from) * i) / (count - 1))
const pairs = (ws: readonly number[], bs: readonly number[]): number[][] => ws.flatMap(w => bs.map(b => [w, b]))
const biases = grid(0.04, 1, 9)
const usual: Window = { weightVariances: grid(0.4, 4, 19), biasVariances: biases, dots: pairs([0.8, 1.4, 2, 2.8, 3.6], [0.12, 0.44, 0.84]) }
/** The logistic's edge lies at σ_w² > 100. */
const logistic: Window = {
  weightVariances: indices(19).map(i => exp((log(400) * i) / 18)), biasVariances: biases, dots: pairs([2, 20, 60, 200], [0.12, 0.84])
}
const windows: Readonly<Partial<Record<ActivationName, Window>>> = {
  tanh: usual, erf: { ...usual, weightVariances: grid(0.4, 3.2, 15), dots: pairs([0.8, 1.4, 2, 2.8], [0.12, 0.84]) },
  relu: { ...usual, dots: pairs([0.8, 1.4, 2, 2.8], [0.12, 0.84]) }, sigmoid: logistic
}

/** Untrained networks at the dots: three of each. */
function dotRuns(activation: ActivationName): PlannedRun[] {
  return windows[activation]!.dots.flatMap(([weights, bias]) =>
    [1, 2, 3].map((seed): PlannedRun => ({
      mode: 'measure',
      experiment: variant('phase-critical', seed, e => ({
        ...tuned(e, weights!, bias!, activation),
        observe: { ...e.observe, quantities: ['deltaRms', 'weightedInputVariance'], perNeuron: false }
      }))
    }))
  )
}

function tuned(e: Experiment, weightVariance: number, bias: number, activation: ActivationName): Experiment {
  const initialization: Experiment['network']['initialization'] = {
    weights: { kind: 'normal', scaling: 'fanIn', std: Math.sqrt(weightVariance) }, biases: { kind: 'normal', std: Math.sqrt(bias) }
  }
  return { ...e, network: { ...e.network, activation, initialization } }
}

/** Settings of the experiment on depth. */
function depthGrid(full: boolean) {
  return full
    ? { depths: [5, 10, 20, 30, 40, 60, 80], weights: [0.8, 1, 1.2, 1.4, 1.6, 1.7609546396, 2, 2.5, 3, 4], seeds: [1, 2] }
    : { depths: [5, 10, 20, 40, 60], weights: [1, 1.4, 1.7609546396, 2.5, 4], seeds: [1] }
}

/** 200 steps on MNIST at every depth and weight variance; each pair is an experiment of its own, so that an interrupted grid goes on. */
function depthRuns({ full }: Budget): PlannedRun[] {
  const { depths, weights, seeds } = depthGrid(full)
  return depths.flatMap(depth => weights.flatMap(weight => seeds.map((seed): PlannedRun => ({
    mode: 'run',
    experiment: variant('trainable-depth', seed, e => {
      const { network, ...rest } = tuned(e, weight, biasVariance, 'tanh')
      const [inputs, width] = network.layers
      return { ...rest, network: { ...network, layers: [inputs!, ...Array<number>(depth).fill(width!), network.layers.at(-1)!] } }
    })
  }))))
}

const measuredActivations = (full: boolean): readonly ActivationName[] => (full ? ['tanh', 'erf', 'relu', 'sigmoid'] : ['tanh'])

export const phaseRuns = (budget: Budget): PlannedRun[] => [
  ...measuredActivations(budget.full).flatMap(dotRuns), ...depthRuns(budget)
]

/** χ₁ and q of real networks with these variances, one value a seed, beside theory's. */
export interface MeasuredDot {
  readonly activation: ActivationName
  readonly weightVariance: number
  readonly biasVariance: number
  readonly slopes: readonly number[]
  readonly variances: readonly number[]
  readonly predicted: { readonly correlationSlope: number; readonly preactivationVariance: number }
}

/** Accuracy after training [depth][weight variance], mean over seeds, as a share. */
export interface DepthGrid {
  readonly depths: readonly number[]
  readonly weightVariances: readonly number[]
  readonly accuracy: readonly (readonly number[])[]
  /** ξ_c at each weight variance. */
  readonly scale: readonly number[]
  /** 6 ξ_c on a finer grid, for the curve. */
  readonly curve: { readonly x: readonly number[]; readonly y: readonly number[] }
}

export interface PhaseEvidence {
  readonly diagrams: readonly PhaseDiagram[]
  readonly dots: readonly MeasuredDot[]
  readonly grid: DepthGrid
  readonly edges: readonly (CriticalPoint | NoCriticalPoint)[]
}

/** Layers between which ‖δ‖ is compared: past the beginning, where q still moves, and below the end. */
const between = [6, 15] as const

/** χ₁ from how the squared error falls from layer to layer: (δ²_from/δ²_to)^(1/(to − from)). */
export function measuredSlope(deltaRms: readonly number[], [from, to] = between): number {
  return exp((2 * log(deltaRms[from - 1]! / deltaRms[to - 1]!)) / (to - from))
}

const rounded = (x: number): number => Math.round(x * 1e9) / 1e9

/** σ_w² and σ_b² of an experiment's weights, which the document holds as standard deviations. */
export function variancesOf({ network: { initialization: { weights, biases: b } } }: Experiment): readonly [number, number] {
  const std = 'std' in weights ? weights.std : NaN
  const bias = b.kind === 'normal' ? b.std : 0
  return [rounded(std * std), rounded(bias * bias)]
}

/** The points of a diagram that these untrained networks measure. */
export function dotsOf(traces: readonly Trace[]): MeasuredDot[] {
  const dots = new Map<string, MeasuredDot>()
  for (const trace of traces) {
    const { activation } = trace.experiment.network
    const [weightVariance, bias] = variancesOf(trace.experiment)
    const key = `${activation} ${weightVariance} ${bias}`
    const settings = { activation, weightVariance, biasVariance: bias }
    const before = dots.get(key) ?? { ...settings, slopes: [], variances: [], predicted: phasePoint(settings) }
    const layers = indices(depthOf(trace)).map(k => k + 1)
    const slope = measuredSlope(layers.map(l => valuesOf(trace, 'deltaRms', l)[0] ?? NaN))
    const q = valuesOf(trace, 'weightedInputVariance', between[1])[0] ?? NaN
    dots.set(key, { ...before, slopes: [...before.slopes, slope], variances: [...before.variances, q] })
  }
  return [...dots.values()]
}

/** What the evidence takes from theory alone: it needs no trace, so it is computed while the networks train. */
export interface PhaseTheory {
  readonly diagrams: readonly PhaseDiagram[]
  /** 6 ξ_c over the trained weight variances. */
  readonly curve: DepthGrid['curve']
  readonly edges: readonly (CriticalPoint | NoCriticalPoint)[]
}

const scaleAt = (weightVariance: number): number => meanField({ activation: 'tanh', weightVariance, biasVariance }).depthScale.correlation

export async function preparePhase({ budget: { full } }: Pick<Preparation, 'budget'>): Promise<PhaseTheory> {
  const x = curveGrid(depthGrid(full).weights)
  return {
    diagrams: measuredActivations(full).map(a => phaseDiagram(a, windows[a]!.weightVariances, windows[a]!.biasVariances)),
    curve: { x, y: x.map(w => 6 * scaleAt(w)) },
    edges: (['tanh', 'erf', 'relu', 'selu', 'gelu', 'sigmoid', 'softplus'] as const).map(a => criticalLine(a, biasVariance))
  }
}

function gridOf(traces: readonly Trace[], { curve }: PhaseTheory): DepthGrid {
  const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)
  const of = traces.map(trace => ({ depth: depthOf(trace), weight: variancesOf(trace.experiment)[0], accuracy: valuesOf(trace, 'accuracy', 0).at(-1) ?? NaN }))
  const [depths, weightVariances] = [sorted(of.map(r => r.depth)), sorted(of.map(r => r.weight))]
  return {
    depths, weightVariances,
    accuracy: depths.map(d => weightVariances.map(w => mean(of.filter(r => r.depth === d && r.weight === w).map(r => r.accuracy)))),
    scale: weightVariances.map(scaleAt),
    curve
  }
}

/** From a little left of the grid to a little right of it, with the pole of ξ_c at the edge as a point of its own. */
function curveGrid(weights: readonly number[]): number[] {
  const [first, last] = [weights[0]!, weights.at(-1)!]
  const edge = criticalLine('tanh', biasVariance)
  const critical = edge.kind === 'edge' ? edge.weightVariance : NaN
  const inner = [0.85, 1, 1.2, 1.4, 1.55, 1.65, 1.72, 1.8, 1.87, 2, 2.2, 2.6, 3.2, 4, 4.8].filter(w => w >= 0.8 * first && w <= 1.2 * last)
  return [...inner, critical].sort((a, b) => a - b)
}

/** A trained run belongs to the grid, a measured one is a dot. */
export function gatherPhase(traces: readonly Trace[], theory: PhaseTheory): PhaseEvidence {
  const dots = dotsOf(traces.filter(t => t.experiment.training.epochs === 0))
  const { diagrams, edges } = theory
  return { diagrams, dots, grid: gridOf(traces.filter(t => t.experiment.training.epochs > 0), theory), edges }
}

/**
 * Down to which depth networks of one column were trained: where accuracy falls through `half`, between two depths on a logarithmic scale;
 * Infinity when it does not, NaN when the shallowest is below it already.
 */
export function trainedDepth(depths: readonly number[], accuracy: readonly number[], half: number): number {
  const i = accuracy.findIndex(a => !(a >= half))
  if (i < 0) return Infinity
  if (i === 0) return NaN
  const [above, below] = [accuracy[i - 1]!, accuracy[i]!]
  const t = (above - half) / (above - below)
  return exp(log(depths[i - 1]!) + t * (log(depths[i]!) - log(depths[i - 1]!)))
}
