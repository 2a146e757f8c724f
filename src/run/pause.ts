import type { KernelVariant, Program } from '../kernels/index.ts'

// Every runtime has it, but the ECMAScript library's types do not.
declare function setTimeout(callback: () => void, milliseconds: number): unknown

/** Multiply-adds in about 50 ms. Counted instead of clocked, so that a run does the same on every machine. */
const BUDGET: Readonly<Record<KernelVariant, number>> = { reference: 1e7, simd: 2e8, 'simd-fma': 2e8 }
/** What a step costs however small it is, in multiply-adds. */
const STEP_COST = 20_000

/** Lets the event loop turn now and then, so that an abort, a message or a repaint gets through. */
export interface Pacer {
  /** Counts a step whose passes went over so many rows; true when it is time to pause. */
  spend(rows: number): boolean
  /** Resolves after the event loop has turned. */
  pause(): Promise<void>
}

export function createPacer(variant: KernelVariant, program: Program): Pacer {
  // Three products a weight: forward, backward, gradient.
  const perRow = 3 * program.layers.reduce((sum, { fanIn, fanOut }) => sum + fanIn * fanOut, 0)
  let spent = 0
  return {
    spend(rows) {
      spent += STEP_COST + rows * perRow
      return spent >= BUDGET[variant]
    },
    pause() {
      spent = 0
      return new Promise(resolve => setTimeout(resolve, 0))
    }
  }
}
