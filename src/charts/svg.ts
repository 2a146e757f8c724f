import type { JSX } from 'preact'
import { render } from 'preact-render-to-string'
import { InputError, shown } from '../errors/index.ts'
import { figureStyles } from './figure-styles.ts'
import { pictureStyles, schemeColors } from './live-styles.ts'
import { chartClasses } from './styles.ts'
import { clean, fitWidth } from './text.ts'

const margin = 16
const sans = '"Inter","Segoe UI","Helvetica Neue",Arial,"Noto Sans","Noto Sans CJK SC",sans-serif'

/** Rules outside of @-blocks, as selector and declarations. */
function* rulesOf(css: string): Generator<readonly [selector: string, body: string]> {
  let depth = 0
  let plain = ''
  for (const part of css.split(/(@[^{}]*\{|[{}])/)) {
    const opens = part.endsWith('{')
    if (part.startsWith('@') || (depth > 0 && opens)) depth++
    else if (depth > 0 && part === '}') depth--
    else if (depth === 0) plain += part
  }
  for (const [, selector, body] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) yield [selector.trim(), body]
}

/** The rules for classes that occur in `markup`, every custom property replaced by its colour on light paper. */
function stylesFor(markup: string): string {
  const used = new Set([...markup.matchAll(/class="([^"]*)"/g)].flatMap(m => m[1].split(' ')))
  const colors = new Map([...schemeColors('light').matchAll(/(--[\w-]+):([^;]*)/g)].map(m => [m[1], m[2]]))
  let text = ''
  for (const [selectors, body] of rulesOf(`${chartClasses}${figureStyles}${pictureStyles}`)) {
    const kept = selectors.split(',').map(s => s.trim())
      .filter(s => /^\.[\w.\s-]+$/.test(s) && [...s.matchAll(/\.([\w-]+)/g)].every(m => used.has(m[1])))
    const plain = body.replaceAll(/var\((--[\w-]+)\)/g, (_, name) => colors.get(name) ?? 'inherit')
    if (kept.length > 0) text += `${kept.join(',')}{${plain}}`
  }
  return text
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** See `chartToSvg`. */
export function svgOf(picture: JSX.Element, title: string | undefined): string {
  const markup = render(picture)
  const head = /^<svg[^>]* viewBox="0 0 (\d+) (\d+)" font-size="(\d+)"[^>]*>/.exec(markup)
  if (head === null) throw new InputError({ code: 'usage', where: 'picture', expected: 'a picture of src/charts', got: shown(markup) })
  const [width, height, font] = head.slice(1).map(Number)
  const above = title === undefined ? 0 : 2 * font
  const [w, h] = [width + 2 * margin, height + 2 * margin + above]
  const [x, y, large] = [-margin, -margin - above, font + 2]
  const heading = title === undefined ? '' :
    `<text x="0" y="${font - above}" font-weight="600" font-size="${large}">${escaped(fitWidth(clean(title, 300), width, large))}</text>`
  const inner = markup.slice(head[0].length)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${x} ${y} ${w} ${h}" role="img" fill="#1c1b19" ` +
    `font-size="${font}" font-family='${sans}' style="font-variant-numeric:tabular-nums lining-nums"><style>${stylesFor(markup)}</style>` +
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#ffffff"/>${heading}${inner}\n`
}
