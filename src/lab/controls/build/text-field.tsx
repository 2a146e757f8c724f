import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { refused, set, tried } from '../edit/desk.ts'
import type { Path } from '../edit/repairs.ts'
import { useDraft } from './draft.ts'
import { describedBy, Field } from './field.tsx'

/** A field in its own notation, such as 784-30x5-10; `value` is how it stands now. */
export function TextField({ path, label, value, says, options, empty = '' }: {
  readonly path: Path
  readonly label: string
  readonly value: string
  readonly says?: string
  readonly options?: readonly string[]
  /** What an empty text stands for. */
  readonly empty?: string
}): JSX.Element {
  const id = useId()
  const [typed, setTyped] = useDraft(value)
  const next = typed === null ? null : tried([[path, typed || empty]])
  const wrong = next?.kind === 'mistaken' ? next.mistake : refused.value?.path === path ? refused.value.mistake : null
  const take = (text: string): void => {
    if (tried([[path, text || empty]]).kind === 'mistaken') return
    setTyped(null)
    set([[path, text || empty]])
  }
  return (
    <Field id={id} path={path} label={label} wrong={wrong} says={says} class="long">
      <input
        type="text" id={id} value={typed ?? value} spellcheck={false} autocomplete="off" aria-invalid={wrong ? true : undefined}
        {...(options ? { list: `${id}-list` } : {})} {...describedBy(id, says, wrong)}
        onInput={event => setTyped(event.currentTarget.value)} onChange={event => take(event.currentTarget.value)}
      />
      {options && <datalist id={`${id}-list`}>{options.map(name => <option value={name} />)}</datalist>}
    </Field>
  )
}
