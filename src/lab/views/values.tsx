import type { JSX } from 'preact'
import type { FormulaId } from '../understand/formulas.ts'
import { point, shownLayer } from '../state/cursor.ts'
import { epochText } from '../words/numbers.ts'
import { viewWords } from '../words/views.ts'
import { FormulaButton } from './formula-button.tsx'
import { Swatch } from './swatch.tsx'
import { valueText } from './numbers-text.ts'

/** Beyond so many, only the first and the last layers and the marked one are listed; the table has them all. */
const MOST = 8

export interface Value {
  readonly name: string
  readonly value: number
  /** How the value is written, where not as a plain number. */
  readonly text?: string
  readonly formula: FormulaId
  /** The layer to mark while this is pointed at; null for the network. */
  readonly layer: number | null
  /** Which colour and marker of the charts. */
  readonly look: number
}

/** The numbers of the moment shown beside their chart, each a button that opens its formula; pointing at one marks its layer everywhere. */
export function Values({ values, epoch }: { readonly values: readonly Value[]; readonly epoch: number }): JSX.Element {
  const w = viewWords.value
  const marked = shownLayer.value
  return (
    <ul class="values" aria-label={w.values.label(epochText(epoch))}>
      {listedValues(values, marked).map(v => (v === null ? <li aria-hidden="true">…</li> : (
        <li
          class={v.layer !== null && v.layer === marked ? 'marked' : ''}
          onPointerEnter={() => point({ layer: v.layer })} onPointerLeave={() => point({ layer: null })}
          onFocusIn={() => point({ layer: v.layer })} onFocusOut={() => point({ layer: null })}
        >
          <FormulaButton id={v.formula} class="value" {...(v.layer === null ? {} : { layer: v.layer })}>
            <Swatch look={v.look} /><span class="value-name">{v.name}</span>{' '}
            <span class="value-number">{textOfValue(v)}</span>
          </FormulaButton>
        </li>
      )))}
    </ul>
  )
}

const textOfValue = ({ value, text }: Value, missing = '–'): string => (Number.isNaN(value) ? missing : (text ?? valueText(value)))

/** The values as a screen reader hears them. */
export const spokenValues = (values: readonly Value[]): string =>
  values.map(v => `${v.name} ${textOfValue(v, viewWords.value.values.missing)}`).join(viewWords.value.comma)

/** What is listed; null stands for those left out. */
export function listedValues(values: readonly Value[], marked: number | null): (Value | null)[] {
  if (values.length <= MOST) return [...values]
  const kept = values.filter((v, i) => i < 3 || i >= values.length - 3 || v.layer === marked)
  return kept.flatMap((v, i) => (i > 0 && values.indexOf(v) > values.indexOf(kept[i - 1]!) + 1 ? [null, v] : [v]))
}
