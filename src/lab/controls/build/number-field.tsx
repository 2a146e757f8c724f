import type { JSX, TargetedEvent } from 'preact'
import { useId } from 'preact/hooks'
import type { Mistake } from '../../../errors/index.ts'
import { grant, refused, set, shown, tried } from '../edit/desk.ts'
import { valueAt } from '../edit/places.ts'
import type { Path } from '../edit/repairs.ts'
import { stepOf, stopAt, type Stops } from '../edit/scales.ts'
import { controlWords } from '../../words/controls.ts'
import { useDraft } from './draft.ts'
import { describedBy, Field } from './field.tsx'

interface Props {
  readonly path: Path
  readonly label: string
  readonly sign?: string
  readonly whole?: boolean
  /** A slider beside the number. */
  readonly stops?: Stops
  readonly says?: string | undefined
  readonly disabled?: boolean
}

/** A number of the document. What is typed counts when it is done (Enter, or leaving); an unfinished number changes nothing. */
export function NumberField({ path, label, sign, whole = false, stops, says, disabled = false }: Props): JSX.Element | null {
  const id = useId()
  const value = valueAt(shown.value, path)
  const [typed, setTyped] = useDraft(Number(value))
  if (typeof value !== 'number') return null
  const wrong = (typed === null ? null : mistakeIn(path, typed)) ?? (refused.value?.path === path ? refused.value.mistake : null)
  const type = (event: TargetedEvent<HTMLInputElement>): void => {
    const { value: text, validity } = event.currentTarget
    setTyped(validity.badInput ? '?' : text)
  }
  const take = (event: TargetedEvent<HTMLInputElement>): void => {
    const number = event.currentTarget.valueAsNumber
    if (mistakeIn(path, event.currentTarget.value) !== null) return
    setTyped(null)
    set([[path, number]])
  }
  return (
    <Field id={id} path={path} label={label} sign={sign} wrong={wrong} says={says} class={stops ? 'slid' : ''}>
      <input
        type="number" id={id} class="amount" step={stepOf(value, whole)} disabled={disabled} inputMode="decimal"
        value={typed === '?' ? undefined : (typed ?? String(value))} aria-invalid={wrong ? true : undefined} {...describedBy(id, says, wrong)}
        onInput={type} onChange={take} onWheel={letGo} onKeyDown={event => event.key === 'Escape' && setTyped(null)}
      />
      {stops && <Slider path={path} label={label} stops={stops} value={value} disabled={disabled} />}
    </Field>
  )
}

/** The page scrolls; a number under the wheel stays. */
export function letGo(event: TargetedEvent<HTMLElement>): void {
  event.currentTarget.blur()
}

function Slider({ path, label, stops, value, disabled }: {
  readonly path: Path
  readonly label: string
  readonly stops: Stops
  readonly value: number
  readonly disabled: boolean
}): JSX.Element {
  return (
    <input
      type="range" min={0} max={stops.length - 1} step={1} value={stopAt(stops, value)} aria-label={label} aria-valuetext={String(value)}
      disabled={disabled} onInput={event => set([[path, stops[event.currentTarget.valueAsNumber]!]], true)} onChange={grant}
    />
  )
}

function mistakeIn(path: Path, text: string): Mistake | string | null {
  const number = text.trim() === '' ? NaN : Number(text)
  if (Number.isNaN(number)) return controlWords.peek().notANumber
  const next = tried([[path, number]])
  return next.kind === 'mistaken' ? next.mistake : null
}
