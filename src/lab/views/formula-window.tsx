import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { experiment } from '../state/lab.ts'
import { language } from '../state/settings.ts'
import { FORMULAS, type FormulaId } from '../understand/formulas.ts'
import { Tex } from '../understand/tex.tsx'
import { formulasEnglish } from '../words/formulas.en.ts'
import { formulasChinese } from '../words/formulas.zh.ts'
import { epochText } from '../words/numbers.ts'
import { viewWords } from '../words/views.ts'
import { openFormula } from './formula-button.tsx'
import { listedUnder, valuesOf, type LayerValue } from './formula-values.ts'
import type { Moment } from './moment.ts'
import { layersOf, pictured, shown } from './shown.ts'
import { valueText } from './numbers-text.ts'
import '../page/formula.css'

interface FormulaBodyProps {
  readonly id: FormulaId
  /** The layer at which it was asked for; null: all. */
  readonly layer: number | null
}

/** A dialog with the formula that was asked for; closing it unsets that. */
export function FormulaWindow(): JSX.Element | null {
  const dialog = useRef<HTMLDialogElement>(null)
  const asked = openFormula.value
  const w = viewWords.value.formula
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])
  return asked && (
    <dialog
      ref={dialog} class="formula" aria-label={w.label} onClose={() => (openFormula.value = null)}
      onClick={event => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="formula-inner">
        <FormulaBody {...asked} />
        <button type="button" class="formula-close" onClick={() => dialog.current?.close()}>{w.close}</button>
      </div>
    </dialog>
  )
}

/** A formula, what it says, and what it comes to at the moment shown. */
function FormulaBody({ id, layer }: FormulaBodyProps): JSX.Element {
  const texts = language.value === 'zh' ? formulasChinese : formulasEnglish
  const { name, says } = texts[id]
  const w = viewWords.value
  const at = (moment: Moment | null): readonly LayerValue[] => (moment ? valuesOf(id, moment) : [])
  // What the run does not read only the picture tells, perhaps of another epoch.
  const moment = at(shown.value).length > 0 ? shown.value : pictured.value
  const values = at(moment)
  const listed = listedUnder(id)
  const label = w.values.label(epochText(id === 'expectedStart' ? 0 : moment?.epoch ?? 0))
  const layers = layersOf(experiment.value)
  return (
    <>
      <h2>{name}</h2>
      {FORMULAS[id].map(line => <p class="formula-line"><Tex tex={line} /></p>)}
      <p>{says}</p>
      {values.length > 0 && (
        <table class="ds-table formula-values">
          <caption>{listed === id ? label : w.values.of(texts[listed].name, label)}</caption>
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
