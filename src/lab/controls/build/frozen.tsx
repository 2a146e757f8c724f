import type { JSX } from 'preact'
import { controlWords } from '../../words/controls.ts'
import { refused, set, shown } from '../edit/desk.ts'
import { MistakeText } from '../mistake-text.tsx'
import { TextField } from './text-field.tsx'

const PATH = 'training.frozen'
const MOST_BOXES = 12

/** The layers that no update touches. */
export function Frozen(): JSX.Element {
  const t = controlWords.value.training
  const { network: { layers }, training: { frozen = [] } } = shown.value
  const last = layers.length - 1
  if (last > MOST_BOXES) return <TextField path={PATH} label={t.frozenText} says={t.frozenSays} value={frozen.join('-')} empty="[]" />
  const wrong = refused.value?.path === PATH ? refused.value.mistake : null
  const toggle = (layer: number, on: boolean): void => {
    const others = frozen.filter(l => l !== layer)
    set([[PATH, on ? [...others, layer].sort((a, b) => a - b) : others]])
  }
  return (
    <fieldset class="frozen" data-path={PATH}>
      <legend>{t.frozen}</legend>
      {layers.slice(1).map((_, i) => {
        const layer = i + 1
        return (
          <label class="chip">
            <input type="checkbox" checked={frozen.includes(layer)} onChange={event => toggle(layer, event.currentTarget.checked)} />
            {layer === last ? t.outputLayer : layer}
          </label>
        )
      })}
      {wrong && <p class="wrong" role="alert"><MistakeText mistake={wrong} brief /></p>}
    </fieldset>
  )
}
