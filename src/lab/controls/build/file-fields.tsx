import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import type { FileDataSpec } from '../../../experiment/index.ts'
import { controlWords } from '../../words/controls.ts'
import { set } from '../edit/desk.ts'
import type { Correction } from '../own-data/take.ts'
import { reader } from '../own-data/drop.ts'
import { ownSets } from '../own-data/own-files.ts'
import { Field } from './field.tsx'
import { TextField } from './text-field.tsx'

/** What to learn from a reader's own data. Files that are here are read anew, so that the network fits; else only the document changes. */
export function FileFields({ data }: { readonly data: FileDataSpec }): JSX.Element {
  const w = controlWords.value.data
  const own = ownSets.value.get(data.inputs)
  return (
    <>
      {own && (
        <p class="held">
          <span class="hint">{w.rows(own.rows, own.inputs)}</span>
          <button type="button" class="small" onClick={() => void leave(data.inputs)}>{w.remove}</button>
        </p>
      )}
      {own && own.targets.length > 0
        ? <TargetChoice data={data} names={own.targets} />
        : <TextField path="data.targets" label={w.targets} value={data.targets} />}
      <TaskChoice data={data} here={own !== undefined} />
    </>
  )
}

/** The data go, and with them the experiment on them: MNIST takes their place. */
async function leave(name: string): Promise<void> {
  (await reader.load()).remove(name)
  set([['data', { kind: 'mnist', train: 1000, validation: 0 }]])
  document.querySelector<HTMLElement>('[data-path="data.kind"] select')?.focus()
}

async function put(data: FileDataSpec, correction: Correction): Promise<void> {
  await (await reader.load()).correct(data.inputs, data.targets, correction)
}

function TargetChoice({ data, names }: { readonly data: FileDataSpec; readonly names: readonly string[] }): JSX.Element {
  const id = useId()
  const w = controlWords.value.data
  return (
    <Field id={id} path="data.targets" label={data.kind === 'csv' ? w.targetsColumn : w.targetsArray}>
      <select id={id} value={data.targets} onChange={event => void put(data, { targets: event.currentTarget.value })}>
        {names.map(name => <option value={name}>{name}</option>)}
      </select>
    </Field>
  )
}

function TaskChoice({ data, here }: { readonly data: FileDataSpec; readonly here: boolean }): JSX.Element {
  const id = useId()
  const w = controlWords.value.data
  const choose = (task: FileDataSpec['task']): void => (here ? void put(data, { task }) : set([['data.task', task]]))
  return (
    <Field id={id} path="data.task" label={w.task}>
      <select id={id} value={data.task} onChange={event => choose(event.currentTarget.value as FileDataSpec['task'])}>
        <option value="classification">{w.classification}</option>
        <option value="regression">{w.regressionTask}</option>
      </select>
    </Field>
  )
}
