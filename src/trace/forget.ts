import type { TraceBuilder } from './columns.ts'

/** Forgets a builder's last readings, those at this step or a later one. */
export function dropFrom(builder: TraceBuilder, step: number): void {
  const steps = builder.copy().step
  let left = steps.length
  while (left > 0 && !(steps[left - 1]! < step)) left--
  builder.keep(left)
}
