import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { refused, set, shown } from '../edit/desk.ts'
import { valueAt } from '../edit/places.ts'
import type { Path } from '../edit/repairs.ts'
import { describedBy, Field } from './field.tsx'

/** One of several names. */
export function ChoiceField({ path, label, options }: {
  readonly path: Path
  readonly label: string
  readonly options: readonly (readonly [name: string, says: string])[]
}): JSX.Element {
  const id = useId()
  const value = String(valueAt(shown.value, path))
  const wrong = refused.value?.path === path ? refused.value.mistake : null
  return (
    <Field id={id} path={path} label={label} wrong={wrong}>
      <select id={id} value={value} onChange={event => set([[path, event.currentTarget.value]])} {...describedBy(id, null, wrong)}>
        {options.map(([name, says]) => <option value={name}>{says}</option>)}
      </select>
    </Field>
  )
}

/** Entries of a catalogue as options, in its order. */
export const optionsOf = (names: Readonly<Record<string, string>>): readonly (readonly [string, string])[] => Object.entries(names)
