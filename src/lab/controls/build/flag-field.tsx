import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { refused, set, shown } from '../edit/desk.ts'
import { valueAt } from '../edit/places.ts'
import type { Path } from '../edit/repairs.ts'
import { describedBy } from './field.tsx'
import { MistakeText } from '../mistake-text.tsx'

/** On or off. `not` says why it cannot be had. */
export function FlagField({ path, label, not }: {
  readonly path: Path
  readonly label: string
  readonly not?: string | undefined
}): JSX.Element {
  const id = useId()
  const on = valueAt(shown.value, path) === true
  const wrong = refused.value?.path === path ? refused.value.mistake : null
  return (
    <div class="field flag" data-path={path}>
      <label for={id}>
        <input
          type="checkbox" id={id} checked={on} disabled={not !== undefined && !on} {...describedBy(id, not, wrong)}
          onChange={event => set([[path, event.currentTarget.checked]])}
        />
        <span>{label}</span>
      </label>
      {not && !on && <p class="hint" id={`${id}-says`}>{not}</p>}
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert"><MistakeText mistake={wrong} brief /></p>}
    </div>
  )
}
