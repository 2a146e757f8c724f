import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { refused, set } from '../edit/desk.ts'
import type { Path } from '../edit/repairs.ts'
import { describedBy, Field } from './field.tsx'

/** A choice between records of different shapes; `written` is how each is set, by its name unless said otherwise. */
export function KindField({ path, label, value, options, written = {} }: {
  readonly path: Path
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [name: string, says: string])[]
  readonly written?: Readonly<Record<string, string>>
}): JSX.Element {
  const id = useId()
  const wrong = refused.value?.path === path ? refused.value.mistake : null
  const choose = (name: string): void => set([[path, written[name] ?? name]])
  return (
    <Field id={id} path={path} label={label} wrong={wrong} kinds>
      <select id={id} value={value} onChange={event => choose(event.currentTarget.value)} {...describedBy(id, null, wrong)}>
        {options.map(([name, says]) => <option value={name}>{says}</option>)}
      </select>
    </Field>
  )
}
