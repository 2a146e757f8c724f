import { signal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import type { FormulaId } from '../understand/formulas.ts'

/** The formula that is open in the dialog, with the layer it was asked at; null while it is shut. */
export const openFormula = signal<{ readonly id: FormulaId; readonly layer: number | null } | null>(null)

/** A number, or a quantity's name, that opens its formula. */
export function FormulaButton(props: {
  readonly id: FormulaId
  readonly layer?: number
  readonly class?: string
  /** Its whole name, where what is seen is only a part of it. */
  readonly name?: string
  readonly children: ComponentChildren
}): JSX.Element {
  const { id, layer = null } = props
  return (
    <button type="button" class={props.class ?? 'number'} aria-label={props.name} aria-haspopup="dialog" onClick={() => (openFormula.value = { id, layer })}>
      {props.children}
    </button>
  )
}
