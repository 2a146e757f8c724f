import type { JSX } from 'preact'
import { end, mistake } from '../state/lab.ts'
import { words } from '../words/index.ts'

/** What went wrong, where and what to do: a mistake in the experiment, or the first value that was no number. */
export function Trouble(): JSX.Element | null {
  const w = words.value
  const wrong = mistake.value
  if (wrong) {
    return (
      <section class="trouble" role="alert">
        <p><strong>{w.phase.failed}.</strong> {w.mistake(wrong.where, wrong.expected, wrong.got)}</p>
        {wrong.remedy && <p>{wrong.remedy}</p>}
      </section>
    )
  }
  const bad = end.value
  if (bad?.kind !== 'nonFinite') return null
  return (
    <section class="trouble" role="alert">
      <p><strong>{w.bad(bad.step, bad.layer, bad.quantity, bad.operation)}</strong></p>
      <p>{w.badHint}</p>
    </section>
  )
}
