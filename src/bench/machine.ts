import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { usesWideBuilds } from '../kernels/index.ts'

/** What the figures were measured on, without a name or a path. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly system: string
  readonly node: string
  readonly v8: string
  /** Whether two vectors of 128 bits are joined in one of 256. */
  readonly joined: boolean
}

export function machine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform}-${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
    joined: usesWideBuilds()
  }
}

/** Average number of programs that wanted a processor in the last minute; NaN where the system does not tell. */
export const loadAverage = (): number => (process.platform === 'win32' ? NaN : loadavg()[0]!)

/** Above this the machine is not idle and the figures are noise. */
export const QUIET = 0.5

export function machineText({ processor, cores, memoryGiB, system, node, v8, joined }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node} (V8 ${v8}), vectors of ${joined ? '256 bits, two of 128 joined' : '128 bits'}`
}
