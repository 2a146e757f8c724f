import type { JSX } from 'preact'
import { experiment } from '../state/lab.ts'
import { language } from '../state/settings.ts'
import { FORMULAS, type FormulaId } from '../understand/formulas.ts'
import { Tex } from '../understand/tex.tsx'
import { formulasEnglish } from '../words/formulas.en.ts'
import { formulasChinese } from '../words/formulas.zh.ts'
import { epochText } from '../words/numbers.ts'
import { viewWords } from '../words/views.ts'
import { listedUnder, valuesOf } from './formula-values.ts'
import { layersOf, shown } from './shown.ts'
import { valueText } from './numbers-text.ts'

export interface FormulaBodyProps {
  readonly id: FormulaId
  /** The layer at which it was asked for; null: all. */
  readonly layer: number | null
}

/** A formula, what it says, and what it comes to at the moment shown. */
export function FormulaBody({ id, layer }: FormulaBodyProps): JSX.Element {
  const texts = language.value === 'zh' ? formulasChinese : formulasEnglish
  const { name, says } = texts[id]
  const w = viewWords.value
  const moment = shown.value
  const values = moment ? valuesOf(id, moment) : []
  const listed = listedUnder(id)
  const at = w.values.label(epochText(id === 'expectedStart' ? 0 : moment?.epoch ?? 0))
  const layers = layersOf(experiment.value)
  return (
    <>
      <h2>{name}</h2>
      {FORMULAS[id].map(line => <p class="formula-line"><Tex tex={line} /></p>)}
      <p>{says}</p>
      {values.length > 0 && (
        <table class="ds-table formula-values">
          <caption>{listed === id ? at : w.values.of(texts[listed].name, at)}</caption>
          <tbody>
            {values.map(({ layer: l, value }) => (
              <tr class={l === layer ? 'marked' : ''}>
                <th scope="row">{l === 0 ? w.values.network : l === layers ? w.outputShort : w.layer(l)}</th>
                <td class="ds-num">{valueText(value, 4)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
