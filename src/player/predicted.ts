import type { Play } from '../run/index.ts'
import type { LayerPrediction } from '../theory/index.ts'

/** Pairs of so many examples say what those of all do, to a tenth of a per cent, in an eighth of the time. */
const EXAMPLES = 300
/** Above this, pairs are not told apart by norm: a deep network's prediction must not keep a pause waiting either. */
const FEW_LAYERS = 10

/**
 * What theory expects of the run's layers before any weight is drawn, coarse enough to be there in about a fifth of a second for 1,000
 * MNIST images; null where theory cannot say, such as for weights from a file. Theory's code is loaded when first asked for.
 */
export async function predictionOf({ experiment: { network, observe }, dataset }: Play): Promise<readonly LayerPrediction[] | null> {
  try {
    const { predictNetwork } = await import('../theory/index.ts')
    const groups = network.layers.length > FEW_LAYERS ? 1 : 2
    return predictNetwork(network, dataset.train, observe.examples, { groups, angles: 4, examples: EXAMPLES }).layers
  } catch {
    // A run goes on without theory.
    return null
  }
}
