import { note } from './streams.ts'

export interface Interrupt {
  readonly signal: AbortSignal
  /** True once a person (or a scheduler, SIGTERM) asked us to stop. */
  readonly interrupted: () => boolean
  /** Stops without being asked from outside: nobody reads the result any more. */
  readonly abandon: () => void
  readonly release: () => void
}

/** The first Ctrl-C finishes the step at hand so that partial results can be written; the second one leaves at once. */
export function catchInterrupt(): Interrupt {
  const controller = new AbortController()
  let asked = false
  const handle = (): void => {
    if (asked) process.exit(130)
    asked = true
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    note('Stopping after this step and saving what there is. Ctrl-C again leaves at once.')
    controller.abort()
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
  return {
    signal: controller.signal,
    interrupted: () => asked,
    abandon: () => controller.abort(),
    release: () => {
      process.off('SIGINT', handle)
      process.off('SIGTERM', handle)
    }
  }
}
