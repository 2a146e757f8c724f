import { untracked } from '@preact/signals'
import type { JSX } from 'preact'
import { focusOn } from '../controls/focus-on.ts'
import { pinned, scrubbed, shownEpoch, unpin } from '../state/cursor.ts'
import { liveFrame } from '../state/frames.ts'
import { history } from '../state/history.ts'
import { arrived, end, experiment, phase, position, reached } from '../state/lab.ts'
import { epochText } from '../words/numbers.ts'
import { viewWords, type ViewWords } from '../words/views.ts'
import { findingOf, type Broken } from './finding.ts'
import { heldAt, type Held } from './held.ts'
import { headlineSaid } from './headline-said.ts'
import { momentOf, type Moment } from './moment.ts'
import { usePaced } from './pace.ts'
import { Sentence, textOf } from './said.tsx'
import { broken, gained, layersOf, shown } from './shown.ts'

/** A sentence that changes more often than this cannot be read. */
const EVERY = 300

function read() {
  const [live, w] = [shownEpoch.value === null && !broken.value, viewWords.value]
  const moment = live ? gained.value : shown.value
  if (phase.value === 'failed') return { said: [], when: '' }
  return { said: headlineSaid(findingOf(moment, broken.value), layersOf(experiment.value), w, heldIn(moment)), when: whenOf(moment, w, broken.value) }
}

const heldIn = (moment: Moment | null): Held => heldAt(experiment.value, moment?.step ?? 0)

const whenOf = (moment: Moment | null, w: ViewWords, broke: Broken | null): string =>
  moment === null ? '' : broke ? w.stopped(epochText(reached.value)) : moment.step === 0 ? w.atStart : w.atEpoch(epochText(moment.epoch))

/** For screen readers: what the run has come to each time it stands still; nothing while it trains or of where a pointer wanders. */
function readSpoken(): string {
  const w = viewWords.value
  if (phase.value === 'playing' || !arrived.value) return ''
  void position.value
  return untracked(() => {
    const { epochs } = history.value
    const moment = momentOf(history.value, epochs.length - 1, liveFrame.value, layersOf(experiment.value))
    const over = end.value?.kind === 'nonFinite' ? end.value : null
    return moment ? w.headline.spoken(whenOf(moment, w, over), textOf(headlineSaid(findingOf(moment, over), moment.layers, w, heldIn(moment)))) : ''
  })
}

/** The button goes with it. */
function back(): void {
  unpin()
  focusOn('charts')
}

/** What the moment shown comes to, in one sentence. Screen readers are told when a run pauses or ends, never while it trains. */
export function Headline(): JSX.Element {
  const { said, when } = usePaced(read, EVERY)
  const past = usePaced(() => pinned.value?.epoch != null || scrubbed.value !== null, 0)
  return (
    <section class="headline" aria-label={viewWords.value.headline.label}>
      <p class="when" data-before={viewWords.value.before}>{when}{past && <button type="button" class="back" onClick={back}>{viewWords.value.time.back}</button>}</p>
      <p class="says"><Sentence said={said} /></p>
      <p class="hush" role="status">{usePaced(readSpoken, undefined, [], true)}</p>
    </section>
  )
}
