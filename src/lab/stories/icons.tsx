import type { JSX } from 'preact'

const PATHS = { tick: 'M2.5 8.5l3.5 3.5 7.5-8', cross: 'M4 4l8 8M12 4l-8 8' } as const

/** Solved, and wrong or away: shapes beside the colour. */
export function Mark({ name }: { readonly name: keyof typeof PATHS }): JSX.Element {
  return <svg class={`icon mark-${name}`} viewBox="0 0 16 16" aria-hidden="true"><path d={PATHS[name]} /></svg>
}
