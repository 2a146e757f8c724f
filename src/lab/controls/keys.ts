import { hovered, point, shownMoment, unpin } from '../state/cursor.ts'
import { history } from '../state/history.ts'
import { advance, pause, phase, play } from '../state/lab.ts'

/** Space plays and pauses, wherever no control takes it; Escape lets go of what is pinned. */
export function listen(target: Document): void {
  target.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (event.key === 'Escape') return unpin()
    if (event.target instanceof Element && event.target.closest('button, input, select, textarea, summary, a, dialog, [role=tab]')) return
    if (event.key === ' ') {
      event.preventDefault()
      if (phase.value === 'playing') pause()
      else play()
    }
    if (event.key === '.') advance({ updates: 1 })
  })
}

/** Arrow keys on a time chart move the shared cursor through the recorded moments; true when the key was one of them. */
export function moveCursor(key: string, big: boolean): boolean {
  const { epochs } = history.value
  const last = epochs.length - 1
  if (last < 0) return false
  const step = big ? Math.max(1, Math.round(last / 20)) : 1
  const here = hovered.value.epoch === null && shownMoment.value < 0 ? last : shownMoment.value
  const to = key === 'ArrowLeft' ? here - step : key === 'ArrowRight' ? here + step : key === 'Home' ? 0 : key === 'End' ? last : -1
  if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) return false
  point({ epoch: epochs[Math.min(last, Math.max(0, to))]! })
  return true
}
