import { series, type Trace } from '../trace/index.ts'

/** Hidden layers of a trace's network. */
export const depthOf = (trace: Trace): number => trace.experiment.network.layers.length - 2

/** Traces by number of hidden layers, in the order they came. A run that ended early or non-finite stays in: judges see what is there. */
export function byDepth(traces: readonly Trace[]): ReadonlyMap<number, readonly Trace[]> {
  const groups = new Map<number, Trace[]>()
  for (const trace of traces) {
    const depth = depthOf(trace)
    groups.set(depth, [...(groups.get(depth) ?? []), trace])
  }
  return new Map([...groups].sort(([a], [b]) => a - b))
}

/** The values of one quantity of one layer (0: the whole network), in order of time. */
export const valuesOf = (trace: Trace, quantity: string, layer: number): number[] => [...series(trace, quantity, layer).value]

/** One quantity of every hidden layer: [layer − 1][time]. */
export const hiddenLayers = (trace: Trace, quantity: string): number[][] =>
  Array.from({ length: depthOf(trace) }, (_, k) => valuesOf(trace, quantity, k + 1))

/** The first reading of every neuron of a layer, by neuron. */
export function neuronsAtStart(trace: Trace, quantity: string, layer: number): number[] {
  const { columns } = trace
  const wanted = trace.quantities.indexOf(quantity)
  const values: [number, number][] = []
  const seen = new Set<number>()
  for (let i = 0; i < columns.value.length; i++) {
    const neuron = columns.neuron[i]!
    if (columns.quantity[i] !== wanted || columns.layer[i] !== layer || neuron < 0 || seen.has(neuron)) continue
    seen.add(neuron)
    values.push([neuron, columns.value[i]!])
  }
  return values.sort(([a], [b]) => a - b).map(([, value]) => value)
}

/** One 500-epoch run: entry e of each list was read before the update of epoch e. */
export interface CurveRun {
  readonly depth: number
  readonly seed: number
  readonly images: number
  /** [hidden layer − 1][epoch] */
  readonly deltaNorm: readonly (readonly number[])[]
  readonly deltaRms: readonly (readonly number[])[]
  readonly weightGradientNorm: readonly (readonly number[])[]
  /** [epoch] on the training images; accuracy as a share. */
  readonly cost: readonly number[]
  readonly accuracy: readonly number[]
}

/** Evidence of claims 4, 5 and 6. Runs that did not reach epoch 499 are left out. */
export function gatherCurves(traces: readonly Trace[]): CurveRun[] {
  const runs = traces.map(trace => ({
    depth: depthOf(trace),
    seed: trace.experiment.seed,
    images: trace.experiment.data.train,
    deltaNorm: hiddenLayers(trace, 'deltaNorm'),
    deltaRms: hiddenLayers(trace, 'deltaRms'),
    weightGradientNorm: hiddenLayers(trace, 'weightGradientNorm'),
    cost: valuesOf(trace, 'cost', 0),
    accuracy: valuesOf(trace, 'accuracy', 0)
  }))
  return runs.filter(run => run.cost.length >= 500 && run.deltaNorm.every(layer => layer.length >= 500))
}

/** The runs of one depth. */
export const ofDepth = <T extends { readonly depth: number }>(runs: readonly T[], depth: number): readonly T[] =>
  runs.filter(run => run.depth === depth)
