import { signal, useSignalEffect } from '@preact/signals'
import type { ComponentType, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { part } from '../state/parts.ts'
import { words } from '../words/index.ts'
import { followStory, picking, story } from './story-state.ts'

const Telling = signal<ComponentType | null>(null)
const telling = part(async () => (await import('./telling.tsx')).Telling)

/** Opens the list of stories; their code comes when a pointer or the focus comes near. */
export function StoriesButton(): JSX.Element {
  return (
    <button
      type="button" id="stories" aria-haspopup="dialog" onClick={() => (picking.value = true)}
      onPointerEnter={telling.early} onFocus={telling.early}
    >
      {words.value.stories}
    </button>
  )
}

/** The place of the story that is told. */
export function StoriesPart(): JSX.Element | null {
  useEffect(followStory, [])
  useSignalEffect(() => {
    if (story.value !== null || picking.value) void telling.load().then(loaded => (Telling.value = loaded))
  })
  const Loaded = Telling.value
  return Loaded && <Loaded />
}
