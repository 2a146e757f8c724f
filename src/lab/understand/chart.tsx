import type { JSX } from 'preact'
import { FigureView, type Figure } from '../../charts/index.ts'

/** A figure of the shared charts with its sentence under it, in the page's language. */
export function Chart({ figure, id }: { readonly figure: Figure; readonly id: string }): JSX.Element {
  return <FigureView figure={figure} id={`understand-${id}`} />
}
