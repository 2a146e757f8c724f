import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Figure } from '../../charts/index.ts'
import { onDemand } from '../controls/on-demand.tsx'
import { viewWords } from '../words/views.ts'

const Tables = onDemand(async () => (await import('./numbers-tables.tsx')).NumbersTables)

/** The numbers behind a panel as real tables, made only while they are open. */
export function NumbersBehind({ figures, title }: { readonly figures: () => readonly Figure[]; readonly title: string }): JSX.Element {
  const [open, setOpen] = useState(false)
  const w = viewWords.value.numbers
  return (
    <details class="ds-details" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{w.show}<span class="hush">{w.of(title)}</span></summary>
      {open && <Tables figures={figures} />}
    </details>
  )
}
