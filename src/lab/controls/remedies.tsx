import type { JSX } from 'preact'
import type { RunEnd } from '../../trace/index.ts'
import { controlWords } from '../words/controls.ts'
import { groupedText } from '../words/numbers.ts'
import { adviceFor, type Advice } from './edit/advice.ts'
import { shown } from './edit/desk.ts'
import { openInstead } from './open-instead.ts'

/** Changes that may help, each a button that opens the changed experiment with the same seed. */
export function Remedies({ bad }: { readonly bad: Extract<RunEnd, { readonly kind: 'nonFinite' }> }): JSX.Element {
  const w = controlWords.value.remedies
  const advice = adviceFor(shown.value, bad)
  return (
    <>
      <p>{advice.length > 0 ? w.try : w.none}</p>
      {advice.length > 0 && (
        <p class="remedies">{advice.map(one => <button type="button" onClick={() => openInstead(one.experiment)}>{label(one)}</button>)}</p>
      )}
    </>
  )
}

function label({ kind, value }: Advice): string {
  const w = controlWords.value
  switch (kind) {
    case 'learningRate': return w.remedies.learningRate(groupedText(String(value)))
    case 'clipping': return w.remedies.clipping(String(value))
    case 'weights': return w.remedies.weights((w.weights as Readonly<Record<string, string>>)[value] ?? String(value))
    case 'l2': return w.remedies.l2
    default: return kind satisfies never
  }
}
