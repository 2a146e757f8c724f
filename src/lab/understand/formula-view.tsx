import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { FORMULAS, type FormulaId } from './formulas.ts'
import { Tex } from './tex.tsx'
import { showFormula, topic, wantedFormula } from './topics.ts'
import { useWords } from './words.ts'

/** A formula with its name and what it says. `id` of the element: `formula-` and the formula's id. */
export function FormulaView({ id }: { readonly id: FormulaId }): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const wanted = wantedFormula.value === id && topic.value === 'formulas'
  useEffect(() => {
    if (!wanted || !box.current) return
    wantedFormula.value = null
    box.current.scrollIntoView({ block: 'center' })
    box.current.focus({ preventScroll: true })
  }, [wanted])
  const { name, says } = useWords().formulas[id]
  return (
    <div class="u-formula" id={`formula-${id}`} ref={box} tabindex={-1}>
      <h5>{name}</h5>
      {FORMULAS[id].map(line => <p class="u-formula-line"><Tex tex={line} /></p>)}
      <p class="u-hint">{says}</p>
    </div>
  )
}

/** Opens the formulas at this one. */
export function FormulaLink({ id }: { readonly id: FormulaId }): JSX.Element {
  const { text, formulas } = useWords()
  return <button type="button" class="u-link" onClick={() => showFormula(id)}>{text.seeFormula(formulas[id].name)}</button>
}
