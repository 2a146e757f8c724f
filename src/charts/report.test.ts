import { describe, expect, it } from 'vitest'
import type { Figure, Report, ReportClaim } from './figure.ts'
import { renderReport } from './report.tsx'

const claim = (over: Partial<ReportClaim> = {}): ReportClaim => ({
  id: 'norms', number: 3, title: 'Title', source: 'Source', setting: 'Setting', published: '.285', measured: '.296', verdict: 'holds',
  explanation: 'First paragraph.\n\nSecond one.', figures: [], ...over
})
const report = (claims: readonly ReportClaim[], over: Partial<Report> = {}): Report =>
  ({ title: 'Report', subtitle: 'Sub', summary: [{ label: 'Time', value: '97 s' }], claims, footer: ['version 1'], ...over })

describe('renderReport', () => {
  it('is one file that asks nobody for anything and runs no script', () => {
    const figure: Figure = { kind: 'neurons', title: 'n', caption: '', unit: 'u', layers: [{ name: 'l', values: [1] }] }
    const html = renderReport(report([claim({ figures: [figure] })]))
    expect(html).toContain('<meta http-equiv="Content-Security-Policy"')
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`)
    expect(html).not.toMatch(/<script|<img|<iframe|@import|url\(|src=|\son[a-z]+=/i)
    const links = [...html.matchAll(/(?:href)="([^"]*)"/g)].map(m => m[1])
    expect(links.every(l => l.startsWith('#') || l === 'data:,')).toBe(true)
    expect(html.startsWith('<!doctype html>\n<html lang="en">')).toBe(true)
  })

  it('has the colours of dark paper, of lines and of maps', () => {
    const html = renderReport(report([claim()]))
    expect(html).toMatch(/prefers-color-scheme:dark.*--ds-paper:#14161a/s)
    expect(html).toMatch(/\.ds-s0\[stroke\]\{stroke:#[0-9a-f]{6}\}.*\.ds-blue0\[fill\]\{fill:#[0-9a-f]{6}\}/s)
    expect(html).not.toContain('=>')
  })

  it('lists every claim with its numbers and verdict, and links each to its section', () => {
    const unsure = claim({ id: 'c', verdict: 'cannot tell', verdictWord: 'too few seeds' })
    const html = renderReport(report([claim(), claim({ id: 'b', verdict: 'fails' }), unsure]))
    for (const [, target] of html.matchAll(/href="#(claim-[^"]*)"/g)) expect(html).toContain(`<section class="claim" id="${target}"`)
    expect(html.match(/href="#claim-/g)).toHaveLength(3)
    for (const verdict of ['verdict holds', 'verdict fails', 'verdict unsure']) expect(html.split(`"${verdict}"`)).toHaveLength(3)
    expect(html).toContain('too few seeds')
    expect(html).toContain('<p>First paragraph.</p><p>Second one.</p>')
  })

  it('says why and what does not follow, gives the details in the section, and counts the verdicts by their words', () => {
    const html = renderReport(report([
      claim({ verdictWord: 'refined', reason: 'Because <so>.', limits: 'Nothing more.', publishedDetail: 'all of it', measuredDetail: '5–95 %, η = 0.1' }),
      claim({ verdictWord: 'refined' }), claim({ verdict: 'fails', verdictWord: 'not reproduced' })
    ]))
    expect(html).toContain('<strong>Why “refined”.</strong> Because &lt;so>.')
    expect(html).toContain('<strong>What does not follow.</strong> Nothing more.')
    expect(html.match(/all of it/g)).toHaveLength(1)
    expect(html).toContain('5\u2060–\u206095\u00a0%, η\u2060\u00a0=\u00a00.1')
    expect(html).toContain('<strong>2 refined</strong>')
    expect(html).toContain('<strong>1 not reproduced</strong>')
    expect(html).not.toContain('reproduced</strong>: measured')
  })

  it('keeps ids apart where claims share one, and makes them safe', () => {
    const html = renderReport(report([claim({ id: 'a" onclick="x' }), claim({ id: 'a" onclick="x' })]))
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(m => m[1])
    expect(new Set(ids).size).toBe(ids.length)
    expect(html).not.toContain('onclick="x')
  })

  it('escapes every string', () => {
    const evil = '</style></title><script>alert(1)</script>'
    const html = renderReport({
      title: evil, subtitle: evil, summary: [{ label: evil, value: evil }], footer: [evil],
      claims: [claim({
        id: evil, title: evil, source: evil, setting: evil, published: evil, measured: evil, explanation: evil, verdictWord: evil,
        verdict: '__proto__' as 'holds'
      })]
    })
    expect(html).not.toContain('<script')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html.match(/&lt;script>|&lt;script&gt;/g)!.length).toBeGreaterThanOrEqual(13)
  })

  it('stays under 600 kB with 12 figures of four noisy 500-point series with bands', () => {
    let s = 1
    const noise = (): number => Math.exp(((s = (s * 1664525 + 1013904223) >>> 0) / 2 ** 32 - 0.5) * 6)
    const x = Array.from({ length: 500 }, (_, i) => i)
    const figure = (): Figure => ({
      kind: 'lines', title: 'Noise', caption: 'Caption', x: { label: 'epoch', scale: 'linear' }, y: { label: 'norm', scale: 'log' },
      series: Array.from({ length: 4 }, (_, i) => {
        const y = x.map(() => noise() * 10 ** i)
        return { name: `layer ${i + 1}`, x, y, band: { low: y.map(v => v * 0.5 * noise()), high: y.map(v => v * 2 * noise()) } }
      })
    })
    const html = renderReport(report(Array.from({ length: 12 }, (_, i) => claim({ id: `c${i}`, figures: [figure()] }))))
    expect(html.length).toBeLessThan(600_000)
    expect(html.length).toBeGreaterThan(100_000)
  })

  it('gives the same bytes for the same report', () => {
    expect(renderReport(report([claim()]))).toBe(renderReport(report([claim()])))
  })
})
