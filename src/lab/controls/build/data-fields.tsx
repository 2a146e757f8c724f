import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import type { DataSpec } from '../../../experiment/index.ts'
import { controlWords } from '../../words/controls.ts'
import { refused, set, shown } from '../edit/desk.ts'
import type { Setting } from '../edit/edit.ts'
import { ownSets } from '../own-data/own-files.ts'
import { describedBy, Field } from './field.tsx'
import { FileFields } from './file-fields.tsx'
import { FlagField } from './flag-field.tsx'
import { NumberField } from './number-field.tsx'
import { OwnData } from './own-data.tsx'

const POINTS = ['circles', 'blobs', 'spirals', 'xor'] as const

/** The data and how many of them. */
export function DataFields(): JSX.Element {
  const w = controlWords.value.data
  const { data } = shown.value
  return (
    <>
      <KindOfData data={data} />
      {'inputs' in data && <FileFields data={data} />}
      <NumberField path="data.train" label={w.train} whole />
      <NumberField path="data.validation" label={w.validation} whole />
      {data.kind === 'blobs' || data.kind === 'spirals' ? <NumberField path="data.classes" label={w.classes} whole /> : null}
      <NumberField path="data.noise" label={w.noise} />
      <NumberField path="data.side" label={w.side} whole />
      <NumberField path="data.scale" label={w.scale} />
      {'inputs' in data && <FlagField path="data.standardize" label={w.standardize} says={w.standardizeSays} />}
      {data.kind !== 'curves' && <FlagField path="data.reconstruct" label={w.reconstruct} />}
      <OwnData />
    </>
  )
}

/** What stands in the list: MNIST's first thousand are inside the page, the rest must be asked for. */
function nameOf(data: DataSpec): string {
  if (data.kind === 'mnist') return data.train <= 1000 && data.validation <= 500 ? 'mnist' : 'mnistWhole'
  return 'inputs' in data ? `own:${data.inputs}` : data.kind
}

export function dataSettings(name: string): readonly Setting[] {
  if (name === 'mnist') return [['data', { kind: 'mnist', train: 1000, validation: 0 }]]
  if (name === 'mnistWhole') return [['data', { kind: 'mnist', train: 50_000, validation: 10_000 }]]
  if (name.startsWith('own:')) return ownSets.peek().get(name.slice('own:'.length))?.settings ?? []
  return [['data', { kind: name }]]
}

function KindOfData({ data }: { readonly data: DataSpec }): JSX.Element {
  const id = useId()
  const w = controlWords.value.data
  const path = 'data.kind'
  const name = nameOf(data)
  const served = typeof location === 'undefined' || location.protocol !== 'file:'
  const own = [...new Set([...ownSets.value.keys(), ...('inputs' in data ? [data.inputs] : [])])]
  const wrong = refused.value?.path === 'data' ? refused.value.mistake : null
  const says = served ? (name === 'mnistWhole' ? w.mnistLoads : undefined) : w.mnistNot
  return (
    <Field id={id} path={path} label={w.kind} wrong={wrong} says={says} class="long">
      <select id={id} value={name} onChange={event => choose(event.currentTarget.value)} {...describedBy(id, says, wrong)}>
        <optgroup label={w.images}>
          <option value="mnist">{w.mnist}</option>
          <option value="mnistWhole" disabled={!served}>{w.mnistWhole}</option>
          <option value="curves">{w.curves}</option>
        </optgroup>
        <optgroup label={w.points}>{POINTS.map(kind => <option value={kind}>{w[kind]}</option>)}</optgroup>
        <optgroup label={w.other}><option value="regression">{w.regression}</option></optgroup>
        {own.length > 0 && <optgroup label={w.own}>{own.map(file => <option value={`own:${file}`}>{file}</option>)}</optgroup>}
      </select>
    </Field>
  )
}

function choose(name: string): void {
  const settings = dataSettings(name)
  if (settings.length > 0) set(settings)
}
