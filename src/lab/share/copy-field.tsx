import type { JSX } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import { copy, type Copied } from './copy.ts'
import { shareWords } from './words.ts'

/** A text to take away, its copy button beside it. The text stands in a field of its own, so that it can be copied by hand too. */
export function CopyField(props: {
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly action: string
  readonly lines?: number
}): JSX.Element {
  const { label, hint, text, action, lines } = props
  const id = useId()
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [done, setDone] = useState<Copied | null>(null)
  const w = shareWords.value
  const common = {
    id, ref: field, readOnly: true, value: text, spellcheck: false, 'aria-describedby': `${id}-hint`,
    onFocus: (event: { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement }) => event.currentTarget.select()
  }
  const take = (): void => void (field.current && copy(field.current).then(setDone))
  return (
    <div class="share-field">
      <label for={id}>{label}</label>
      <div class="share-row">
        {lines ? <textarea {...common} rows={lines} /> : <input {...common} type="text" />}
        <button type="button" onClick={take}>{action}</button>
      </div>
      <p class="caption"><span id={`${id}-hint`}>{hint}</span> <span role="status">{done && w[done]}</span></p>
    </div>
  )
}
