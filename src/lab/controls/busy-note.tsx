import type { JSX } from 'preact'
import { experiment, opened, openInNewWorker, phase } from '../state/lab.ts'
import { bookNetwork } from '../state/opening.ts'
import { controlWords } from '../words/controls.ts'
import { countText } from '../words/numbers.ts'
import { bytesNeeded, weightsOf } from './edit/memory.ts'
import { focusPlay } from './open-instead.ts'
import { memoryText } from './size-text.ts'

/** The worker has been silent for seconds: what it is at, how large that is, and the way out. */
export function BusyNote(): JSX.Element {
  const w = controlWords.value.busy
  const now = experiment.value
  const before = opened.value
  const back = before && JSON.stringify(before.network.layers) !== JSON.stringify(now.network.layers) ? before : null
  const leave = (): void => {
    openInNewWorker(back ?? bookNetwork())
    focusPlay()
  }
  return (
    <section class="trouble working" aria-busy="true">
      <p role="status">
        <strong>{phase.value === 'opening' ? w.opening : w.working}</strong>{' '}
        {w.size(countText(weightsOf(now)), memoryText(bytesNeeded(now)))}
      </p>
      <p class="remedies"><button type="button" onClick={leave}>{back ? w.back : w.book}</button></p>
    </section>
  )
}
