import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { LinesPicture, type LinesFigure, type Size } from '../../charts/index.ts'
import { moveCursor } from '../controls/keys.ts'
import { leave, pin, pinned, point, shownEpoch } from '../state/cursor.ts'
import { history } from '../state/history.ts'
import { phase } from '../state/lab.ts'
import { epochText } from '../words/numbers.ts'
import { viewWords } from '../words/views.ts'
import { chartWords } from './chart-words.ts'
import { usePaced } from './pace.ts'

/**
 * Curves over epochs with the page's shared cursor: the pointer and the arrow keys move it, a click or Enter pins it, Escape lets go.
 * For a screen reader it is a slider over the recorded moments, at which it says `says`; while training nothing is said by itself.
 */
export function TimeChart(props: { readonly figure: LinesFigure; readonly size: Size; readonly says: () => string }): JSX.Element {
  const { figure, size, says } = props
  const w = viewWords.value.time
  const { cursor, held, playing } = usePaced(() => ({
    cursor: shownEpoch.value, held: pinned.value?.epoch != null, playing: phase.value === 'playing'
  }), 0)
  const last = useRef<Spoken | null>(null)
  // While training it stands still unless it is moved, so that a screen reader keeps quiet.
  if (!playing || cursor !== null || !last.current) last.current = spokenAt(cursor, held, says())
  const spoken = last.current
  return (
    <div
      class="time-chart" role="slider" tabindex={0} aria-label={w.label(figure.title)}
      aria-orientation="horizontal" aria-keyshortcuts="Enter Escape"
      aria-valuemin={0} aria-valuemax={spoken.newest} aria-valuenow={spoken.now} aria-valuetext={spoken.text}
      onKeyDown={key} onBlur={leave} onPointerLeave={event => event.pointerType !== 'touch' && leave()}
    >
      <LinesPicture
        figure={figure} size={size} words={chartWords.value} cursor={cursor} pinned={held}
        onPoint={epoch => (epoch === null ? leave() : point({ epoch }))} onPin={epoch => pin({ epoch })}
      />
    </div>
  )
}

interface Spoken {
  readonly newest: number
  readonly now: number
  readonly text: string
}

/** What the slider is at. */
function spokenAt(epoch: number | null, held: boolean, says: string): Spoken {
  const { time: w, comma } = viewWords.peek()
  const newest = history.peek().epochs.at(-1) ?? 0
  const now = epoch ?? newest
  const where = epoch === null ? w.newest(epochText(newest)) : w.at(epochText(now))
  return { newest, now, text: [where, held ? w.pinned : '', says].filter(text => text !== '').join(comma) }
}

function key(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const handled = moveCursor(event.key, event.shiftKey) || pages(event.key) || pins(event.key)
  if (handled) event.preventDefault()
}

const pages = (name: string): boolean =>
  (name === 'PageUp' ? moveCursor('ArrowRight', true) : name === 'PageDown' && moveCursor('ArrowLeft', true))

function pins(name: string): boolean {
  const epoch = shownEpoch.peek() ?? history.peek().epochs.at(-1)
  if (name !== 'Enter' || epoch === undefined) return false
  pin({ epoch })
  return true
}
