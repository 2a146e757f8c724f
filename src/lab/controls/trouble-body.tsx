import type { JSX } from 'preact'
import { end, mistake, opened, phase } from '../state/lab.ts'
import { bookNetwork } from '../state/opening.ts'
import { controlWords } from '../words/controls.ts'
import { words } from '../words/index.ts'
import { shown } from './edit/desk.ts'
import { MistakeText } from './mistake-text.tsx'
import { openInstead } from './open-instead.ts'
import { Remedies } from './remedies.tsx'

/** What went wrong, where and what to do: a mistake in the experiment, or the first value that was no number. */
export function TroubleBody(): JSX.Element | null {
  const w = controlWords.value.trouble
  const wrong = mistake.value
  if (phase.value === 'failed' && wrong) {
    const before = opened.value
    return (
      <section class="trouble" role="alert">
        <p><strong>{words.value.phase.failed}.</strong> <MistakeText mistake={wrong} /></p>
        <p class="remedies">
          {before && <button type="button" onClick={() => openInstead(before)}>{w.back}</button>}
          <button type="button" onClick={() => openInstead(bookNetwork())}>{w.book}</button>
        </p>
      </section>
    )
  }
  const bad = end.value
  if (bad?.kind !== 'nonFinite') return null
  const { quantities, operations } = w
  const what = (quantities as Readonly<Record<string, string>>)[bad.quantity] ?? bad.quantity
  const when = (operations as Readonly<Record<string, string>>)[bad.operation] ?? bad.operation
  const last = shown.value.network.layers.length - 1
  const layer = bad.layer === last ? w.output : w.layer(bad.layer)
  return (
    <section class="trouble" role="alert">
      <p><strong>{bad.layer === 0 ? w.badWhole(bad.step, what, when) : w.bad(bad.step, layer, what, when)}</strong></p>
      <Remedies bad={bad} />
    </section>
  )
}
