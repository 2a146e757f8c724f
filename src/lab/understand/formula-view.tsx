import type { JSX } from 'preact'
import { FormulaButton } from '../views/formula-button.tsx'
import { FORMULAS, type FormulaId } from './formulas.ts'
import { Tex } from './tex.tsx'
import { useWords } from './words.ts'

/** A formula with its name and what it says. */
export function FormulaView({ id }: { readonly id: FormulaId }): JSX.Element {
  const { name, says } = useWords().formulas[id]
  return (
    <div class="u-formula">
      <h5>{name}</h5>
      {FORMULAS[id].map(line => <p class="u-formula-line"><Tex tex={line} /></p>)}
      <p class="u-hint">{says}</p>
    </div>
  )
}

/** Open these formulas over the page, so that the reader keeps their place. */
export function FormulaLinks({ ids }: { readonly ids: readonly FormulaId[] }): JSX.Element {
  const { text, formulas } = useWords()
  return (
    <p class="u-formula-links">
      {ids.map(id => <FormulaButton id={id} class="u-link">{text.seeFormula(formulas[id].name)}</FormulaButton>)}
    </p>
  )
}
