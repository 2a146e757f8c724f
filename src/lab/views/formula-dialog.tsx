import type { JSX } from 'preact'
import { onDemand } from '../controls/on-demand.tsx'
import { openFormula } from './formula-button.tsx'

const Window = onDemand(async () => (await import('./formula-window.tsx')).FormulaWindow)

/** The formula that was asked for, over the page. All of it is loaded when first asked for. */
export function FormulaDialog(): JSX.Element | null {
  return openFormula.value && <Window />
}
