import { render } from 'preact'
import { chartStyles, FigureView, type Figure } from '../../charts/index.ts'

/** A figure as an SVG file of its own: its colours and fonts inside, on light paper. */
export function standaloneSvg(figure: Figure): string {
  const box = document.createElement('div')
  render(<FigureView figure={figure} />, box)
  const svg = box.querySelector('svg')
  if (!svg) throw new Error('a table has no picture')
  const [, , width, height] = (svg.getAttribute('viewBox') ?? '').split(' ')
  svg.setAttribute('width', width!)
  svg.setAttribute('height', height!)
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: '#fff' })) paper.setAttribute(name, value)
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  style.textContent = `${chartStyles.replaceAll(/@media[^{]*\{[\s\S]*?\}\s*\}/g, '')}svg{font-family:var(--ds-sans)}`
  svg.prepend(style, paper)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`
}
