import type { JSX } from 'preact'
import { controlWords } from '../../words/controls.ts'
import { shown } from '../edit/desk.ts'
import { valueAt } from '../edit/places.ts'
import type { Path } from '../edit/repairs.ts'
import { ChoiceField, optionsOf } from './choice-field.tsx'
import { NumberField } from './number-field.tsx'

const WEIGHTS = 'network.initialization.weights'
const BIASES = 'network.initialization.biases'

/** How weights and biases are drawn. A kind's own numbers are there with it. */
export function StartFields(): JSX.Element {
  const w = controlWords.value
  const { safetensors, ...kinds } = w.weights
  const { kind } = shown.value.network.initialization.weights
  const offered = kind === 'safetensors' ? { ...kinds, safetensors } : kinds
  return (
    <>
      <ChoiceField path={`${WEIGHTS}.kind`} label={w.start.weights} options={optionsOf(offered)} />
      <div class="numbers" role="group" aria-label={w.start.weights}>
        <NumberField path={`${WEIGHTS}.std`} label={w.start.std} />
        <Of path={`${WEIGHTS}.scaling`} label={w.start.scaling} names={w.scalings} />
        <Of path={`${WEIGHTS}.distribution`} label={w.start.distribution} names={w.distributions} />
        <NumberField path={`${WEIGHTS}.gain`} label={w.start.gain} />
        <NumberField path={`${WEIGHTS}.connections`} label={w.start.connections} whole />
        <NumberField path={`${WEIGHTS}.value`} label={w.start.value} />
      </div>
      <ChoiceField path={`${BIASES}.kind`} label={w.start.biases} options={optionsOf(w.biases)} />
      <div class="numbers" role="group" aria-label={w.start.biases}>
        <NumberField path={`${BIASES}.std`} label={w.start.biasStd} />
        <NumberField path={`${BIASES}.value`} label={w.start.biasValue} />
      </div>
      <NumberField path="seed" label={w.start.seed} whole />
    </>
  )
}

/** A choice that only some kinds have. */
function Of({ path, label, names }: {
  readonly path: Path
  readonly label: string
  readonly names: Readonly<Record<string, string>>
}): JSX.Element | null {
  return valueAt(shown.value, path) === undefined ? null : <ChoiceField path={path} label={label} options={optionsOf(names)} />
}
