import type { JSX } from 'preact'

/**
 * A picture as a file of its own: `chartToSvg(<LinesPicture figure={…} size={…} />, 'Title')` → SVG text with a white ground, the
 * colours of the light scheme and a margin, the same in every place that shows SVG. Needs no DOM; the renderer is loaded on first use.
 */
export async function chartToSvg(picture: JSX.Element, title?: string): Promise<string> {
  return (await import('./svg.ts')).svgOf(picture, title)
}
