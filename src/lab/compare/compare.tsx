import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { ghosts } from '../state/ghosts.ts'
import { Depths } from './depths-view.tsx'
import { KeptList } from './kept-list.tsx'
import { CompareTable } from './table.tsx'
import { compareWords } from './words.ts'
import '../page/compare.css'

/** Runs beside each other: kept ones, and the same at other depths. */
export function Compare(): JSX.Element {
  const w = compareWords.value
  const id = useId()
  return (
    <section class="panel compare" aria-labelledby={id}>
      <div class="panel-head"><h2 id={id}>{w.title}</h2></div>
      <p class="caption">{w.lead}</p>
      <KeptList />
      {ghosts.value.length > 0 && <CompareTable />}
      <Depths />
    </section>
  )
}
