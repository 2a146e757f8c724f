import { hovered, point, shownMoment, unpin } from '../state/cursor.ts'
import { history } from '../state/history.ts'
import { advance, newSeed, pause, phase, play, reset } from '../state/lab.ts'
import { buildOpen, hidden, shortcuts } from '../state/settings.ts'
import { helpOpen } from './help-button.tsx'
import { windBy } from './time-slider.tsx'

/** What single keys do, under the names that the help gives them. */
export const KEYS = {
  play: ' ', update: '.', epoch: 'e', back: '[', forward: ']', reset: 'r', seed: 'n', build: 'b', help: '?'
} as const

/** Keys of a part that a lesson hides do nothing. */
export const works = (name: keyof typeof KEYS): boolean => name === 'help' || !hidden.value.has(name === 'build' ? 'build' : 'run')

const ACTIONS: Readonly<Record<keyof typeof KEYS, () => void>> = {
  play: () => (phase.value === 'playing' ? pause() : play()),
  update: () => advance({ updates: 1 }),
  epoch: () => advance({ epochs: 1 }),
  back: () => windBy(-1),
  forward: () => windBy(1),
  reset, seed: newSeed,
  build: () => (buildOpen.value = !buildOpen.value),
  help: () => (helpOpen.value = true)
}

/** Where typing or pressing means something of its own. */
const TAKEN = 'input, select, textarea, dialog, [role=tab], [contenteditable]'
const PRESSED = 'button, summary, a'

/** Single keys, wherever no control takes them, unless the reader turned them off; Escape lets go of what is pinned. */
export function listen(target: Document): void {
  target.addEventListener('keydown', event => {
    // With AltGr some keyboards type [ and ]; Windows says that it is Control and Alt, which by themselves are a screen reader's.
    const held = (event.ctrlKey || event.altKey) && !event.getModifierState('AltGraph')
    if (held || event.metaKey || event.defaultPrevented || event.isComposing) return
    if (event.key === 'Escape') return unpin()
    const at = event.target instanceof Element ? event.target : null
    if (!shortcuts.value || event.repeat || at?.closest(TAKEN) || (event.key === ' ' && at?.closest(PRESSED))) return
    const name = (Object.keys(KEYS) as (keyof typeof KEYS)[]).find(one => KEYS[one] === event.key)
    if (!name || !works(name)) return
    event.preventDefault()
    ACTIONS[name]()
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
