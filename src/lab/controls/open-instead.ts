import type { Experiment } from '../../experiment/index.ts'
import { open } from '../state/lab.ts'

/** Opens what a button of a trouble offers. */
export function openInstead(next: Experiment): void {
  open(next)
  focusPlay()
}

/**
 * The button goes with the trouble, so the focus moves on to what comes next: Play, or the charts where the bar is hidden; once Play is
 * drawn anew, because a run that broke off had it disabled.
 */
export function focusPlay(): void {
  requestAnimationFrame(() => (document.getElementById('play') ?? document.getElementById('charts'))?.focus({ preventScroll: true }))
}
