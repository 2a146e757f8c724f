import type { ComponentType, JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { viewWords } from '../words/views.ts'
import { openFormula } from './formula-button.tsx'
import type { FormulaBodyProps } from './formula-body.tsx'

/** The formula that was asked for, over the page. Its setting and its words are loaded when first asked for. */
export function FormulaDialog(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const [Body, setBody] = useState<ComponentType<FormulaBodyProps> | null>(null)
  const asked = openFormula.value
  const w = viewWords.value.formula
  useEffect(() => {
    if (!asked) return dialog.current?.close()
    if (!dialog.current?.open) dialog.current?.showModal()
    if (!Body) void import('./formula-body.tsx').then(({ FormulaBody }) => setBody(() => FormulaBody))
  }, [asked])
  return (
    <dialog
      ref={dialog} class="formula" aria-label={w.label} onClose={() => (openFormula.value = null)}
      onClick={event => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="formula-inner">
        {asked && (Body ? <Body {...asked} /> : <p>{w.loading}</p>)}
        <button type="button" class="formula-close" onClick={() => dialog.current?.close()}>{w.close}</button>
      </div>
    </dialog>
  )
}
