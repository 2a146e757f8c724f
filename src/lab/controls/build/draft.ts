import { useState } from 'preact/hooks'
import type { Experiment } from '../../../experiment/index.ts'
import { experiment } from '../../state/lab.ts'

/** What a person is typing, with the value that stood there and the document when it was typed. */
interface Draft<Value> {
  readonly text: string
  readonly over: Value
  readonly of: Experiment
}

/** What is being typed into a field, and the way to say so; null once the field has another value or the page another document. */
export function useDraft<Value extends string | number>(value: Value): readonly [string | null, (text: string | null) => void] {
  const [draft, setDraft] = useState<Draft<Value> | null>(null)
  const typed = draft?.over === value && draft.of === experiment.value ? draft.text : null
  return [typed, text => setDraft(text === null ? null : { text, over: value, of: experiment.peek() })]
}
