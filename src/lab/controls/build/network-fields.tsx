import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import type { Experiment } from '../../../experiment/index.ts'
import { controlWords } from '../../words/controls.ts'
import { refused, set, shown } from '../edit/desk.ts'
import { isRegression, outputPair, pairSettings } from '../edit/output.ts'
import { ChoiceField, optionsOf } from './choice-field.tsx'
import { Field } from './field.tsx'
import { FlagField } from './flag-field.tsx'
import { Layers, LayersText } from './layers.tsx'

export function NetworkFields(): JSX.Element {
  const w = controlWords.value
  const { layers } = shown.value.network
  const hidden = layers.slice(1, -1)
  const twins = hidden.some((width, i) => i > 0 && width === hidden[i - 1])
  return (
    <>
      <Layers />
      <ChoiceField path="network.activation" label={w.network.activation} options={optionsOf(w.activations)} />
      <OutputField experiment={shown.value} />
      <ChoiceField path="network.normalization" label={w.network.normalization} options={optionsOf(w.normalizations)} />
      <FlagField path="network.residual" label={w.network.residual} not={twins ? undefined : w.network.residualNot} />
      {hidden.length <= 12 && <details class="more"><summary>{w.advanced}</summary><LayersText /></details>}
    </>
  )
}

/** Output activation and cost are one choice: only some pairs make sense, and fewer for measured values. */
function OutputField({ experiment }: { readonly experiment: Experiment }): JSX.Element {
  const id = useId()
  const w = controlWords.value
  const path = 'network.cost'
  const wrong = refused.value?.path === path ? refused.value.mistake : null
  const pairs = optionsOf(w.outputs).filter(([pair]) => !isRegression(experiment) || pair.endsWith('+quadratic'))
  return (
    <Field id={id} path={path} label={w.network.output} wrong={wrong} class="long">
      <select id={id} value={outputPair(experiment)} onChange={event => set(pairSettings(event.currentTarget.value))}>
        {pairs.map(([pair, says]) => <option value={pair}>{says}</option>)}
      </select>
    </Field>
  )
}
