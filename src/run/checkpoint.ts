import type { Experiment } from '../experiment/index.ts'
import type { KernelState, KernelVariant } from '../kernels/index.ts'
import { TraceBuilder, type Trace } from '../trace/index.ts'

/** Everything a run needs to go on as if it had never stopped. Plain data: it survives a structured clone. */
export interface Checkpoint {
  readonly version: 1
  readonly experiment: Experiment
  readonly kernel: KernelVariant
  /** The step to be taken next and its epoch. */
  readonly step: number
  readonly epoch: number
  /** Parameters and optimiser memory; null before the first step, where they follow from the experiment. */
  readonly state: KernelState | null
  /** [layers] ‖ΔW‖_F of the step before, where the next reading needs it; else empty. */
  readonly updateNorms: readonly number[]
  /** What was read so far. */
  readonly trace: Trace
}

/** The checkpoint of a run that has not begun. */
export function startingPoint(experiment: Experiment, kernel: KernelVariant): Checkpoint {
  const trace = new TraceBuilder(experiment, kernel).finish({ kind: 'stopped', epoch: 0, step: 0 })
  return { version: 1, experiment, kernel, step: 0, epoch: 0, state: null, updateNorms: [], trace }
}
