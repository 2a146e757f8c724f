import { note } from './streams.ts'

export interface Interrupt {
  readonly signal: AbortSignal
  /** True once a person (or a scheduler, SIGTERM) asked us to stop, or the terminal was closed. */
  readonly interrupted: () => boolean
  /** Stops without being asked from outside: nobody reads the result any more. */
  readonly abandon: () => void
  readonly release: () => void
}

/**
 * One Ctrl-C often arrives twice: from the terminal, and passed on by npm, npx or timeout. Signals closer than this are one.
 */
const SAME_MILLISECONDS = 200
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The first Ctrl-C finishes the step at hand so that partial results can be written; the second one leaves at once. */
export function catchInterrupt(): Interrupt {
  const controller = new AbortController()
  let asked: number | undefined
  const handle = (): void => {
    const now = performance.now()
    if (asked !== undefined) {
      if (now - asked >= SAME_MILLISECONDS) process.exit(130)
      return
    }
    asked = now
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    note('Stopping after this step and saving what there is. Ctrl-C again leaves at once.')
    controller.abort()
  }
  for (const name of SIGNALS) process.on(name, handle)
  return {
    signal: controller.signal,
    interrupted: () => asked !== undefined,
    abandon: () => controller.abort(),
    release: () => {
      for (const name of SIGNALS) process.off(name, handle)
    }
  }
}
