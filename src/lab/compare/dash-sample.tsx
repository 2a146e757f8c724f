import type { JSX } from 'preact'
import { ghostDash } from '../../charts/index.ts'

/** The dash of a kept run as the charts draw it; a full line for the run on the page. */
export function DashSample({ place }: { readonly place: number | null }): JSX.Element {
  return (
    <svg class="dash-sample" viewBox="0 0 36 8" aria-hidden="true">
      <path d="M1 4h34" {...(place === null ? {} : { 'stroke-dasharray': ghostDash(place) })} />
    </svg>
  )
}
