import type { TrainingSpec } from '../experiment/index.ts'
import type { Kernel, PassResult } from '../kernels/index.ts'
import { epochOrder, stepsPerEpoch } from './order.ts'
import { updateRules } from './update-rule.ts'

/** Where a run stands: the step to be taken next (from 0, over the whole run) and the epoch it belongs to. */
export interface Position {
  readonly epoch: number
  readonly step: number
}

/** A kernel with its examples loaded and its parameters set, and how to train it. */
export interface TrainerOptions {
  readonly kernel: Kernel
  readonly training: TrainingSpec
  readonly seed: number
  /** Training examples in the kernel's memory. */
  readonly examples: number
  /** The step to begin with, for a run that goes on; the kernel's state must be that step's. */
  readonly step?: number
}

/**
 * The loop as a state machine whose whole state is the number of the next step: everything a step needs (its rows, its
 * learning rate) follows from the experiment and that number, so a stopped run goes on from (step, kernel state) alone.
 */
export interface Trainer {
  readonly stepsPerEpoch: number
  /** Steps in the whole run. */
  readonly steps: number
  position(): Position
  /** The rows of the next step, a view into the epoch's order; valid until the epoch ends. */
  rows(): Uint32Array
  /** Takes the next step. The result is of the state before the update. */
  step(trackUpdate: boolean): PassResult
  /** From the next step on by these numbers, for so many epochs; the batches stay as they were. */
  goOn(training: TrainingSpec): void
}

/** The loop at its first step, or at `step` of a run that goes on. */
export function createTrainer(options: TrainerOptions): Trainer {
  const { kernel, seed, examples } = options
  const { batchSize } = options.training
  const perEpoch = stepsPerEpoch(examples, batchSize)
  let { training } = options
  let next = options.step ?? 0
  let order: Uint32Array | undefined
  let orderEpoch = -1
  let here: Position | undefined
  let batch: Uint32Array | undefined
  let ruleOf = updateRules(training, perEpoch, examples)

  /** Asked several times a step, made once. */
  function position(): Position {
    return (here ??= { epoch: Math.floor(next / perEpoch), step: next })
  }

  function rows(): Uint32Array {
    return (batch ??= rowsOf(position().epoch))
  }

  function rowsOf(epoch: number): Uint32Array {
    const naturalOrder = batchSize >= examples && order !== undefined
    if (order === undefined || (epoch !== orderEpoch && !naturalOrder)) {
      order = epochOrder(seed, epoch, examples, batchSize)
      orderEpoch = epoch
    }
    if (perEpoch === 1) return order
    const first = (next - epoch * perEpoch) * batchSize
    return order.subarray(first, Math.min(first + batchSize, examples))
  }

  return {
    stepsPerEpoch: perEpoch,
    get steps() { return perEpoch * training.epochs },
    position,
    rows,
    step(trackUpdate) {
      const result = kernel.step('train', rows(), ruleOf(next, trackUpdate))
      next++
      here = batch = undefined
      return result
    },
    goOn(next) {
      training = next
      ruleOf = updateRules(training, perEpoch, examples)
    }
  }
}
