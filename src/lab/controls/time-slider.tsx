import type { JSX } from 'preact'
import { scrubbed, shownEpoch, shownMoment, unpin } from '../state/cursor.ts'
import { history, momentAt } from '../state/history.ts'
import { experiment, pause, reached } from '../state/lab.ts'
import { drawnHistory } from '../views/shown.ts'
import { words } from '../words/index.ts'
import { epochText } from '../words/numbers.ts'

/** Winds back through what was recorded; its far end is the newest moment. */
export function TimeSlider(): JSX.Element {
  const w = words.value.run
  const { epochs } = drawnHistory.value
  const newest = epochs.at(-1) ?? 0
  const shown = shownEpoch.value
  const at = w.at(epochText(shown ?? reached.value), epochText(experiment.value.training.epochs))
  return (
    <label class="time" data-part="time">
      <span class="at">{at}</span>
      <input
        type="range" min={0} max={newest || 1} step="any" value={shown ?? newest} disabled={epochs.length < 2} aria-label={w.time}
        aria-valuetext={shown === null ? w.newest : at} onInput={event => {
          wind(event.currentTarget.valueAsNumber)
          // The thumb goes with it, also where that is the moment shown already and nothing is drawn anew.
          event.currentTarget.valueAsNumber = shownEpoch.peek() ?? newest
        }}
        onKeyDown={event => {
          const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          windBy(by)
        }}
      />
    </label>
  )
}

/** Shows the recorded moment nearest to an epoch; the newest goes on moving with the run. */
function wind(to: number): void {
  pause()
  unpin()
  windTo(momentAt(history.peek(), to))
}

function windTo(moment: number): void {
  const { epochs } = history.peek()
  scrubbed.value = moment < epochs.length - 1 ? (epochs[moment] ?? null) : null
}

/** To the next recorded moment, or the one before. */
export function windBy(moments: number): void {
  const to = Math.max(0, shownMoment.peek() + moments)
  pause()
  unpin()
  windTo(to)
}
