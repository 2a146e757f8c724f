import type { Experiment } from '../../../experiment/index.ts'

/** Weights and biases of the network. */
export function weightsOf({ network: { layers } }: Experiment): number {
  return layers.slice(1).reduce((sum, units, l) => sum + units * (layers[l]! + 1), 0)
}

/** Numbers that the update rule keeps for a weight. */
const STATE = { sgd: 0, adagrad: 1, rmsprop: 1, adam: 2, adamw: 2 } as const
/** Numbers for a unit and a row of a pass: z, a, φ′, δ and the signal on its way back; two more with normalisation; copies of four to draw. */
const PASS = 5
const NORMALIZED = 2
const COPIED = 4

/**
 * About how many bytes a run of the experiment takes: the kernel's memory, as src/kernels/wasm/layout.ts lays it out, the weights as they
 * are drawn, and the copies of all arrays from which a picture is made. Examples count as dense.
 */
export function bytesNeeded(experiment: Experiment): number {
  const { data, network: { layers, normalization }, training: { batchSize, optimizer }, observe } = experiment
  const units = layers.slice(1).reduce((sum, width) => sum + width, 0)
  const rows = Math.max(batchSize, observe.examples, Math.min(1000, data.validation))
  const momentum = optimizer.kind === 'sgd' && optimizer.momentum !== 0 ? 1 : 0
  const perWeight = 2 + STATE[optimizer.kind] + momentum + 3
  const perUnit = PASS + (normalization === 'none' ? 0 : NORMALIZED) + COPIED
  const examples = 2 * (data.train + data.validation) * (layers[0]! + layers.at(-1)!)
  return 4 * (perWeight * weightsOf(experiment) + perUnit * rows * units + examples)
}
