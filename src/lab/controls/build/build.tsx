import type { ComponentChildren, JSX } from 'preact'
import { controlWords } from '../../words/controls.ts'
import { followed } from '../edit/desk.ts'
import { DataFields } from './data-fields.tsx'
import { NetworkFields } from './network-fields.tsx'
import { StartFields } from './start-fields.tsx'
import { TrainingFields } from './training-fields.tsx'
import '../../page/build.css'

/** Everything that an experiment is made of. */
export function Build(): JSX.Element {
  const w = controlWords.value
  const names = followed.value.map(path => (w.names as Readonly<Record<string, string>>)[path]).filter(name => name !== undefined)
  return (
    <>
      <p class="followed" role="status">{names.length > 0 ? w.followed(names.join(', ')) : ''}</p>
      <Group legend={w.network.legend} tag={w.anew}><NetworkFields /></Group>
      <Group legend={w.training.legend} tag={w.mixed}><TrainingFields /></Group>
      <Group legend={w.start.legend} tag={w.anew}><StartFields /></Group>
      <Group legend={w.data.legend} tag={w.anew}><DataFields /></Group>
    </>
  )
}

function Group({ legend, tag, children }: {
  readonly legend: string
  readonly tag?: string
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <fieldset class="group">
      <legend>{legend}{tag && <span class="tag">{tag}</span>}</legend>
      {children}
    </fieldset>
  )
}
