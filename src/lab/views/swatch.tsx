import type { JSX } from 'preact'
import { lookOf } from '../../charts/index.ts'

/** The colour, marker and dash by which charts draw a series. */
export function Swatch({ look }: { readonly look: number }): JSX.Element {
  const { color, tone, marker, dash } = lookOf(look)
  return (
    <svg class="swatch" viewBox="-18 -6 36 12" aria-hidden="true">
      <path class={`ds-line ${tone}`} d="M-17,0h34" stroke={color} stroke-dasharray={dash} />
      <path class={`ds-marker ${tone}`} d={marker} stroke={color} />
    </svg>
  )
}
