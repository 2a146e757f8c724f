import type { JSX } from 'preact'
import { end, phase } from '../state/lab.ts'
import { onDemand } from './on-demand.tsx'

const Body = onDemand(async () => (await import('./trouble-body.tsx')).TroubleBody)

/** What went wrong, where and what to do; its code comes with the first trouble. */
export function Trouble(): JSX.Element | null {
  return phase.value === 'failed' || end.value?.kind === 'nonFinite' ? <Body /> : null
}
