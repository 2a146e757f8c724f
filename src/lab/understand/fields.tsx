import type { Signal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { numberText } from '../../charts/index.ts'

interface DialProps {
  /** What a screen reader says: the slider and the number beside it share it. */
  readonly name: string
  /** What is seen; a formula's letter where there is one. */
  readonly label: ComponentChildren
  readonly value: number
  readonly onValue: (value: number) => void
  /** Ends of the slider. */
  readonly low: number
  readonly high: number
  readonly step: number
  /** Ends of what may be typed; the slider's unless said. */
  readonly least?: number
  readonly most?: number
  /** Equal ways on the slider are equal factors; `low` and `high` are positive then, and `step` is in decades. */
  readonly log?: boolean
  readonly id?: string
}

/** A number as a slider and as a field to type in, which may reach further than the slider. */
export function Dial(props: DialProps): JSX.Element {
  const { name, label, value, onValue, low, high, step, least = low, most = high, log = false, id } = props
  const to = (v: number): number => (log ? Math.log10(Math.max(v, low)) : v)
  const from = (position: number): number => (log ? Number((10 ** position).toPrecision(3)) : position)
  const typed = (v: number): void => {
    if (!Number.isNaN(v)) onValue(Math.min(most, Math.max(least, v)))
  }
  return (
    <div class="u-dial">
      <span class="u-dial-label" aria-hidden="true">{label}</span>
      <input
        type="range" aria-label={name} id={id} min={to(low)} max={to(high)} step={step} value={to(value)}
        aria-valuetext={numberText(value, 3, true)}
        onInput={event => onValue(from(event.currentTarget.valueAsNumber))}
      />
      <input
        type="number" aria-label={name} min={least} max={most} step="any" value={Number(value.toPrecision(4))}
        onChange={event => typed(event.currentTarget.valueAsNumber)}
      />
    </div>
  )
}

/** One of a few, as a native list. */
export function Choice<Name extends string>(props: {
  readonly label: string
  readonly options: readonly { readonly value: Name; readonly text: string }[]
  readonly value: Name
  readonly onValue: (value: Name) => void
}): JSX.Element {
  const { label, options, value, onValue } = props
  return (
    <label class="u-choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={event => {
          const chosen = options.find(o => o.value === event.currentTarget.value)
          if (chosen) onValue(chosen.value)
        }}
      >
        {options.map(o => <option value={o.value}>{o.text}</option>)}
      </select>
    </label>
  )
}

/** A number that follows the dials. It is not announced as they move: a screen reader finds it when it is asked for. */
export function Live({ name, children }: { readonly name: ComponentChildren; readonly children: ComponentChildren }): JSX.Element {
  return <div class="u-live"><dt>{name}</dt><dd><output aria-live="off">{children}</output></dd></div>
}

/** `value` of a signal, and the way to set it, as a dial wants them. */
export const bound = <T,>(of: Signal<T>): { readonly value: T; readonly onValue: (value: T) => void } => ({
  value: of.value,
  onValue: value => {
    of.value = value
  }
})
