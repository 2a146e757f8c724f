export { nodeSource } from './node-source.ts'
export { runAll, runTasks, type PoolOptions } from './pool.ts'
export type { RunMode, Task, TaskProgress } from './task.ts'
export { unlock } from './relaxed-simd.ts'
