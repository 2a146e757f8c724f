import { signal, useSignalEffect } from '@preact/signals'
import type { ComponentType, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { words } from '../words/index.ts'
import { followStory, picking, story } from './story-state.ts'

const Telling = signal<ComponentType | null>(null)

async function load(): Promise<void> {
  if (Telling.peek()) return
  Telling.value = (await import('./telling.tsx')).Telling
}

/** Opens the list of stories; their code comes when a pointer or the focus comes near. */
export function StoriesButton(): JSX.Element {
  return (
    <button
      type="button" aria-haspopup="dialog" onClick={() => (picking.value = true)}
      onPointerEnter={() => void load()} onFocus={() => void load()}
    >
      {words.value.stories}
    </button>
  )
}

/** The place of the story that is told. */
export function StoriesPart(): JSX.Element | null {
  useEffect(followStory, [])
  useSignalEffect(() => {
    if (story.value !== null || picking.value) void load()
  })
  const Loaded = Telling.value
  return Loaded && <Loaded />
}
