import type { JSX } from 'preact'
import { buildOpen } from '../state/settings.ts'
import { words } from '../words/index.ts'
import { onDemand } from './on-demand.tsx'

const Build = onDemand(async () => (await import('./build/build.tsx')).Build)

/** Where an experiment is built: beside the charts on a wide screen, a drawer above them on a narrow one. */
export function BuildPanel(): JSX.Element {
  const open = buildOpen.value
  return (
    <aside class="build" aria-label={words.value.build}>
      <details open={open} onToggle={event => (buildOpen.value = event.currentTarget.open)}>
        <summary><h2>{words.value.build}</h2></summary>
        <div class="build-body">{open && <Build />}</div>
      </details>
    </aside>
  )
}
