// Our own forty lines instead of a prompt library's progress: those draw frames on standard output, put the keyboard in raw
// mode and take Ctrl-C for themselves, and Ctrl-C is ours (it saves the partial results).

import { legible } from './streams.ts'

export interface Progress {
  /** fraction 0…1, `text` beside the bar. */
  readonly update: (fraction: number, text: string) => void
  readonly clear: () => void
}

const WAIT_MILLISECONDS = 100
const BAR = 24

/** A bar on standard error while it is a terminal; nothing at all otherwise, or when `quiet`. */
export function progressBar(quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { update: () => undefined, clear: () => undefined }
  const started = performance.now()
  let last = -Infinity
  let best = 0
  return {
    update: (fraction, text) => {
      const now = performance.now()
      if (now - last < WAIT_MILLISECONDS) return
      last = now
      best = Math.max(best, Math.min(1, fraction))
      const width = (process.stderr.columns ?? 80) - 1
      process.stderr.write(`\r\u001b[K${legible(line(best, text, (now - started) / 1000)).slice(0, width)}`)
    },
    clear: () => void (last > -Infinity && process.stderr.write('\r\u001b[K'))
  }
}

/** `━━━━━━━━──────── 48 %  12 s, 13 s left  epoch 240 of 500` */
export function line(fraction: number, text: string, seconds: number): string {
  const full = Math.round(fraction * BAR)
  const left = fraction > 0.02 ? `, ${duration((seconds * (1 - fraction)) / fraction)} left` : ''
  const percent = String(Math.floor(fraction * 100)).padStart(3)
  return `${'━'.repeat(full)}${'─'.repeat(BAR - full)} ${percent} %  ${duration(seconds)}${left}  ${text}`
}

/** 0.31 s · 12 s · 2 min 5 s · 1 h 3 min */
export function duration(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(2)} s`
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const s = Math.round(seconds)
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`
}
