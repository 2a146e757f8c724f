import type { JSX } from 'preact'
import { onDemand } from '../controls/on-demand.tsx'
import { badLink } from './hash.ts'

const Body = onDemand(async () => (await import('./bad-link-body.tsx')).BadLinkBody)

/** Says what is wrong with the address, if anything is. Its code comes with the first mistake. */
export function BadLink(): JSX.Element | null {
  return badLink.value && <Body />
}
