import type { KernelVariant } from '../kernels/index.ts'
import { notStarted, type RunResult } from '../run/index.ts'
import type { Task } from './task.ts'

/** What is known of a run that was cancelled before its turn came: nothing new was read, and it can go on from where it was. */
export function stoppedBeforeStart({ experiment, resume }: Task, kernel: KernelVariant): RunResult {
  return resume ? { trace: resume.trace, parameters: [], checkpoint: resume, seconds: 0 } : notStarted(experiment, kernel)
}
