import type { JSX } from 'preact'
import { busy, end, experiment, mistake, opened, phase } from '../state/lab.ts'
import { bookNetwork } from '../state/opening.ts'
import { controlWords } from '../words/controls.ts'
import { words } from '../words/index.ts'
import { BusyNote } from './busy-note.tsx'
import { shown } from './edit/desk.ts'
import { useIntoView } from './into-view.ts'
import { MistakeText } from './mistake-text.tsx'
import { openInstead } from './open-instead.ts'
import { unequalInputs } from './own-data/own-files.ts'
import { Remedies } from './remedies.tsx'
import { UnequalNote } from './unequal-note.tsx'

/** What went wrong, where and what to do; that the worker is at something long; or that the data would learn better otherwise. */
export function TroubleBody(): JSX.Element | null {
  if (busy.value) return <BusyNote />
  if (phase.value === 'failed' && mistake.value) return <Failed />
  return (
    <>
      {unequalInputs(experiment.value) && <UnequalNote />}
      <NotFinite />
    </>
  )
}

/** What Chromium, Firefox and Safari say where a part of the worker, such as a kind of data, could not be had. */
const NOT_FETCHED = /dynamically imported module|module script failed/

/** A mistake in the experiment. */
function Failed(): JSX.Element {
  const w = controlWords.value.trouble
  const part = useIntoView()
  const before = opened.value
  return (
    <section class="trouble" role="alert" ref={part}>
      <p><strong>{words.value.phase.failed}{words.value.run.stop}</strong>{NOT_FETCHED.test(mistake.value!.got) ? words.value.missing.says : <MistakeText mistake={mistake.value!} />}</p>
      <p class="remedies">
        {before && <button type="button" onClick={() => openInstead(before)}>{w.back}</button>}
        <button type="button" onClick={() => openInstead(bookNetwork())}>{w.book}</button>
      </p>
    </section>
  )
}

/** The first value that was no number. */
function NotFinite(): JSX.Element | null {
  const w = controlWords.value.trouble
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
