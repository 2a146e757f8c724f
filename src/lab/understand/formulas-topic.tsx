import type { JSX } from 'preact'
import { FormulaView } from './formula-view.tsx'
import { GROUPS } from './formulas.ts'
import { useWords } from './words.ts'

/** Every formula, group by group: four equations and the general form first. */
export function FormulasTopic(): JSX.Element {
  const { groups } = useWords().text.formulas
  return (
    <>
      {GROUPS.map(({ name, ids }) => (
        <section class="u-group">
          <h4>{groups[name]}</h4>
          <div class="u-formulas">{ids.map(id => <FormulaView id={id} />)}</div>
        </section>
      ))}
    </>
  )
}
