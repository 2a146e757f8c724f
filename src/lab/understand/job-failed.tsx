import type { JSX } from 'preact'
import { MistakeText } from '../controls/mistake-text.tsx'
import type { JobFailure } from './jobs-worker.ts'
import { useWords } from './words.ts'

/** That a panel's computation broke off, and why where that can be said. */
export function JobFailed({ failed }: { readonly failed: JobFailure }): JSX.Element {
  const { text: w } = useWords()
  return <p class="u-note" role="status">{w.failed}{failed.mistake && <> <MistakeText mistake={failed.mistake} /></>}</p>
}
