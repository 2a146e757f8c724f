import type { Experiment } from '../../experiment/index.ts'
import { open } from '../state/lab.ts'
import { focusOn } from './focus-on.ts'

/** Opens what a button of a trouble offers. */
export function openInstead(next: Experiment): void {
  open(next)
  focusPlay()
}

/** The button goes with the trouble, so the focus moves on to what comes next: Play, or the charts where the bar is hidden. */
export const focusPlay = (): void => focusOn('play', 'charts')
