import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { words } from '../words/index.ts'
import { Icon } from './icon.tsx'
import { onDemand } from './on-demand.tsx'

export const helpOpen = signal(false)
const Help = onDemand(async () => (await import('./help.tsx')).Help)

/** Opens the list of keys. */
export function HelpButton(): JSX.Element {
  return (
    <button type="button" class="step" title={words.value.keys} onClick={() => (helpOpen.value = true)}>
      <Icon name="keys" /><span class="text">{words.value.keys}</span>
    </button>
  )
}

/** The list of keys, over the page: a key opens it also where there is no button. */
export function HelpDialog(): JSX.Element | null {
  return helpOpen.value ? <Help /> : null
}
