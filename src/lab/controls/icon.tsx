import type { JSX } from 'preact'

/** Strokes are drawn, not filled; the first two are filled shapes. */
const ICONS = {
  play: 'M4 2.5v11l9.5-5.5z',
  pause: 'M3.5 2.5h3.4v11H3.5zM9.1 2.5h3.4v11H9.1z',
  update: 'M4.5 3.5v9l6-4.5zM12.5 3.5v9',
  epoch: 'M2.5 3.5v9l5-4.5zM7.5 3.5v9l5-4.5zM14 3.5v9',
  reset: 'M3 3.2v3.6h3.6M3.4 6.6A5.2 5.2 0 1 1 2.9 9.6',
  seed: 'M2.5 4.2h2.2c4.2 0 2.6 7.6 6.8 7.6h2M11.3 9.6l2.2 2.2-2.2 2.2M2.5 11.8h2.2c1.4 0 2.1-.9 2.6-2M8.7 6.3c.5-1.2 1.3-2.1 2.8-2.1h2M11.3 2l2.2 2.2-2.2 2.2',
  keys: 'M1.8 4h12.4v8H1.8zM4.4 6.6v.01M7 6.6v.01M9.6 6.6v.01M12 6.6v.01M5 9.5h6'
} as const

export type IconName = keyof typeof ICONS

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  const solid = name === 'play' || name === 'pause'
  return <svg class={`icon ${solid ? 'solid' : ''}`} viewBox="0 0 16 16" aria-hidden="true"><path d={ICONS[name]} /></svg>
}
