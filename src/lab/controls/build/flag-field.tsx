import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { refused, set, shown } from '../edit/desk.ts'
import { valueAt } from '../edit/places.ts'
import type { Path } from '../edit/repairs.ts'
import { describedBy } from './field.tsx'
import { MistakeText } from '../mistake-text.tsx'

/** On or off. `not` says why it cannot be had, `says` what it does. */
export function FlagField({ path, label, not, says }: {
  readonly path: Path
  readonly label: string
  readonly says?: string | undefined
  readonly not?: string | undefined
}): JSX.Element {
  const id = useId()
  const on = valueAt(shown.value, path) === true
  const hint = not !== undefined && !on ? not : says
  const wrong = refused.value?.path === path ? refused.value.mistake : null
  return (
    <div class="field flag" data-path={path}>
      <label for={id}>
        <input
          type="checkbox" id={id} checked={on} disabled={not !== undefined && !on} {...describedBy(id, hint, wrong)}
          onChange={event => set([[path, event.currentTarget.checked]])}
        />
        <span>{label}</span>
      </label>
      {hint && <p class="hint" id={`${id}-says`}>{hint}</p>}
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert"><MistakeText mistake={wrong} brief /></p>}
    </div>
  )
}
