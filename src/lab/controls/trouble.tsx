import type { JSX } from 'preact'
import { busy, end, experiment, phase } from '../state/lab.ts'
import { onDemand } from './on-demand.tsx'
import { unequalInputs } from './own-data/own-files.ts'

const Body = onDemand(async () => (await import('./trouble-body.tsx')).TroubleBody)

/** What a reader must know before the charts: what went wrong and what to do, what takes long, what the data need. Its code comes with the first. */
export function Trouble(): JSX.Element | null {
  const needed = busy.value || phase.value === 'failed' || end.value?.kind === 'nonFinite' || unequalInputs(experiment.value)
  return needed ? <Body /> : null
}
