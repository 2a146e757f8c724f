import type { JSX } from 'preact'
import { end, mistake, open, opened, phase } from '../state/lab.ts'
import { bookNetwork } from '../state/opening.ts'
import { words } from '../words/index.ts'
import { MistakeText } from './mistake-text.tsx'
import { onDemand } from './on-demand.tsx'

const Remedies = onDemand(async () => (await import('./remedies.tsx')).Remedies)

/** What went wrong, where and what to do: a mistake in the experiment, or the first value that was no number. */
export function Trouble(): JSX.Element | null {
  const w = words.value
  const wrong = mistake.value
  if (phase.value === 'failed' && wrong) {
    const before = opened.value
    return (
      <section class="trouble" role="alert">
        <p><strong>{w.phase.failed}.</strong> <MistakeText mistake={wrong} /></p>
        <p class="remedies">
          {before && <button type="button" onClick={() => open(before)}>{w.trouble.back}</button>}
          <button type="button" onClick={() => open(bookNetwork())}>{w.trouble.book}</button>
        </p>
      </section>
    )
  }
  const bad = end.value
  if (bad?.kind !== 'nonFinite') return null
  const { quantities, operations } = w.trouble
  const what = (quantities as Readonly<Record<string, string>>)[bad.quantity] ?? bad.quantity
  const when = (operations as Readonly<Record<string, string>>)[bad.operation] ?? bad.operation
  return (
    <section class="trouble" role="alert">
      <p><strong>{bad.layer === 0 ? w.trouble.badWhole(bad.step, what, when) : w.trouble.bad(bad.step, bad.layer, what, when)}</strong></p>
      <Remedies bad={bad} />
    </section>
  )
}
