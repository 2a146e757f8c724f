import { h, type JSX } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { chartToSvg } from './chart-to-svg.ts'
import type { Figure, Report } from './figure.ts'
import { FigureView } from './figure-view.tsx'
import { figureStyles } from './figure-styles.ts'
import { LinesPicture } from './lines.tsx'
import { liveStyles, schemeColors } from './live-styles.ts'
import { NetworkPicture } from './network.tsx'
import { darkPalette, palette, papers } from './palette.ts'
import { renderReport } from './report.tsx'
import { liveSize } from './size.ts'

const lines = {
  kind: 'lines', title: 'a <b> & "c"', caption: '', x: { label: 'x', scale: 'linear' }, y: { label: 'y', scale: 'log' },
  series: [{ name: 'a', x: [1, 2], y: [1, 0] }, { name: 'b', x: [1, 2], y: [1, 2], band: { low: [1, 1], high: [2, 3] } }],
  changes: [{ x: 1, label: 'c' }], end: { x: 2, label: 'e' }
} as const
const network = { kind: 'network', title: 'n', caption: '', unit: 'u', inputs: 'i', layers: [{ name: 'l', values: [1, -1, Number.NaN] }] } as const
const size = liveSize(500, 200)

/** Whether tags are closed in the order they were opened, as XML wants. */
function isNested(xml: string): boolean {
  const open: string[] = []
  for (const [, end, name, , closed] of xml.matchAll(/<(\/?)([a-z]+)((?:\s[\w:-]+=(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/gi)) {
    if (end && open.pop() !== name) return false
    if (!end && !closed) open.push(name)
  }
  return open.length === 0
}

describe('chartToSvg', () => {
  it('gives a file of its own: names its space, closes its tags, asks nobody for anything', async () => {
    const picture = h(LinesPicture, { figure: lines, size, cursor: 1, pinned: true, onPoint: () => undefined })
    const svg = await chartToSvg(picture, 'What <a> & b')
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="532" height="\d+" viewBox="-16 -\d+ 532 \d+"/)
    expect(svg).toContain('What &lt;a> &amp; b</text>')
    expect(isNested(svg)).toBe(true)
    expect(svg).not.toMatch(/var\(|url\(|href|<script|@media|\son[a-z]+=/i)
    expect(svg.replaceAll(/[^<]*<[^>]*>/g, '').includes('<')).toBe(false)
  })
  it('carries the light colours of what it shows, and no other rules', async () => {
    const svg = await chartToSvg(h(NetworkPicture, { figure: network, size }))
    expect(svg).toContain('.ds-cellbody{fill:#ffffff;stroke:#5d5a55')
    expect(svg).toContain(`fill="${palette[1]}"`)
    expect(svg).not.toContain('ds-table')
    expect(svg).not.toContain(darkPalette[0])
  })
  it('refuses what is no picture', async () => {
    await expect(chartToSvg(h('p', {}) as JSX.Element)).rejects.toThrow('picture: expected a picture of src/charts')
  })
})

describe('styles', () => {
  it('have a rule for every class of every live picture', () => {
    const markup = [
      render(h(LinesPicture, { figure: lines, size, cursor: 1, pinned: true, onPoint: () => undefined })),
      render(h(NetworkPicture, { figure: network, size, active: 1, onLayer: () => undefined }))
    ].join('')
    const classes = new Set([...markup.matchAll(/class="([^"]*)"/g)].flatMap(m => m[1].split(' ')))
    const structural = new Set(['ds-cursor', 'ds-bar', 'ds-wire0'])
    expect([...classes].filter(c => !structural.has(c) && !liveStyles.includes(`.${c}`))).toEqual([])
  })
  it('let the reader\'s own scheme win over the system\'s, on screens only', () => {
    const screen = /@media screen\{(.*?)\n@media print/s.exec(liveStyles)![1]
    expect(screen).toContain(`:root[data-scheme=light]{${schemeColors('light')}}`)
    expect(screen).toContain(`:root[data-scheme=dark]{${schemeColors('dark')}}`)
    expect(schemeColors('dark')).toContain(`--ds-paper:${papers.dark}`)
    darkPalette.forEach((color, i) => expect(schemeColors('dark')).toContain(`--ds-s${i}:${color}`))
    expect(liveStyles).toContain('.ds-s0[stroke]{stroke:var(--ds-s0)}')
  })
  it('come into a report only with figures that need them', () => {
    const report = (figure: Figure): string => renderReport({
      title: 't', subtitle: '', summary: [], footer: [],
      claims: [{
        id: 'a', number: 1, title: 't', source: '', setting: '', published: '', measured: '', verdict: 'holds', explanation: '', figures: [figure]
      }]
    } satisfies Report)
    expect(report(network)).toContain(figureStyles)
    expect(report(lines)).not.toContain('ds-wire')
    expect(render(h(FigureView, { figure: network }))).toContain('ds-cellbody')
  })
})
