import { loadDataset } from '../data/index.ts'
import { presetNamed } from '../experiment/index.ts'
import { mean, standardDeviation } from '../numerics/index.ts'
import { predictNetwork, type LayerPrediction } from '../theory/index.ts'
import { readings, type Trace } from '../trace/index.ts'
import type { Budget, PlannedRun, Preparation } from './claim.ts'
import { depthOf } from './evidence.ts'
import { depths, initialRuns, variant } from './experiments.ts'
import { rootMeanSquare } from './statistics.ts'

/** Quantities that theory gives besides ‖δ‖, measured on the deepest network. */
export const furtherQuantities = ['deltaRms', 'weightGradientNorm', 'weightedInputVariance', 'slopeMeanSquare'] as const
export type PredictedQuantity = 'deltaNorm' | (typeof furtherQuantities)[number]

/** One quantity of one layer: theory's number and that of every network. */
export interface PredictedCell {
  /** Hidden layers. */
  readonly depth: number
  /** 1 … depth + 1, the last one the output. */
  readonly layer: number
  readonly quantity: PredictedQuantity
  readonly predicted: number
  /** One value a seed. */
  readonly values: readonly number[]
}

export interface PredictionEvidence { readonly cells: readonly PredictedCell[] }

/** Theory's layers for each of `depths`. */
export type Predictions = readonly (readonly LayerPrediction[])[]

/** ‖δ‖ of untrained networks as in claim 3, and the other quantities of four hidden layers over fewer seeds. */
export function predictionRuns(budget: Budget): PlannedRun[] {
  const further = Array.from({ length: budget.full ? 200 : 50 }, (_, k): PlannedRun => ({
    mode: 'measure',
    experiment: variant('initial-4', k + 1, e => ({ ...e, observe: { ...e.observe, quantities: furtherQuantities, perNeuron: false } }))
  }))
  return [...depths.flatMap(depth => initialRuns(depth, budget)), ...further]
}

/** Reads the images and nothing else of the experiments: no weight is drawn. */
export async function preparePredictions({ source }: Preparation): Promise<Predictions> {
  const networks = depths.map(depth => presetNamed(`initial-${depth}`).experiment)
  const { data, seed, network, observe } = networks[0]!
  const { train } = await loadDataset({ ...data, validation: 0 }, seed, source, network.layers.at(-1))
  return networks.map(one => predictNetwork(one.network, train, observe.examples).layers)
}

export function gatherPrediction(traces: readonly Trace[], predictions: Predictions): PredictionEvidence {
  const seen = new Map<string, number[]>()
  for (const trace of traces) {
    for (const { layer, neuron, quantity, value } of readings(trace)) {
      if (layer === null || neuron !== undefined) continue
      const key = `${depthOf(trace)} ${layer} ${quantity}`
      const values = seen.get(key)
      if (values) values.push(value)
      else seen.set(key, [value])
    }
  }
  const cells = predictions.flatMap((layers, d) =>
    layers.flatMap(prediction =>
      (['deltaNorm', ...furtherQuantities] as const).flatMap(quantity => {
        const values = seen.get(`${depths[d]} ${prediction.layer} ${quantity}`)
        const wanted = quantity === 'deltaNorm' || d === depths.length - 1
        return wanted ? [{ depth: depths[d]!, layer: prediction.layer, quantity, predicted: prediction[quantity], values: values ?? [] }] : []
      })
    )
  )
  return { cells }
}

/** Norms are compared as rms over seeds, which theory predicts; the others as means. */
const isNorm = (quantity: PredictedQuantity): boolean => quantity !== 'weightedInputVariance' && quantity !== 'slopeMeanSquare'

/** A cell with the average that theory speaks of and that average's standard error, relative. */
export interface ComparedCell extends PredictedCell {
  readonly measured: number
  /** predicted/measured − 1 */
  readonly error: number
  /** Standard error of `measured`, relative. */
  readonly standardError: number
}

/** rms √m with m the mean of x²: its relative standard error is sd(x²)/(2m√n). A mean's is sd(x)/(m√n). */
export function compare(cell: PredictedCell): ComparedCell {
  const norm = isNorm(cell.quantity)
  const values = norm ? cell.values.map(v => v * v) : cell.values
  const average = mean(values)
  const spread = standardDeviation(values) / average / Math.sqrt(values.length)
  const measured = norm ? rootMeanSquare(cell.values) : average
  return { ...cell, measured, error: cell.predicted / measured - 1, standardError: norm ? spread / 2 : spread }
}
