import { afterEach, describe, expect, it } from 'vitest'
import type { ReportClaim } from '../charts/index.ts'
import { chapter5Exit } from './chapter5-command.ts'
import { claimPlots, claimTable, summary } from './chapter5-text.ts'
import { cells } from './testing.ts'

const claim = (over: Partial<ReportClaim>): ReportClaim => ({
  id: 'norms', number: 3, title: 'The earlier the hidden layer, the slower it learns at the start', source: 'S', setting: 'S',
  published: '.0657/.309 · .0118/.0600/.283 · .00298/.0171/.0695/.285', measured: '9 of 9 published norms inside the band',
  verdict: 'holds', verdictWord: 'refined', explanation: 'E.', figures: [], ...over
})
const x = [0, 1, 2, 3]
const figure = (title: string): ReportClaim['figures'][number] => ({
  kind: 'lines', title, caption: '', x: { label: 'epoch', scale: 'linear' }, y: { label: '‖δ‖', scale: 'log' },
  series: [{ name: 'hidden layer 1', x, y: [1, 0.1, 0.01, 0.001] }, { name: 'hidden layer 2', x, y: [1, 0.3, 0.1, 0.05] }]
})
const curves = claim({
  id: 'curves', number: 4, title: 'Curves', verdict: 'fails', verdictWord: 'not reproduced',
  figures: [figure('two'), figure('three'), { kind: 'table', title: 'T', caption: '', columns: ['a'], rows: [] }]
})
const unreached = claim({ number: 11, title: 'Eleven', verdict: 'cannot tell' })
const { verdictWord: _, ...undecided } = unreached
const judged = [claim({}), curves, undecided]

const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})

describe('text of the chapter', () => {
  it.each([40, 60, 80, 100, 120])('gives every claim its published value, its measured one and its verdict in %i columns', width => {
    process.env = { ...before, LC_ALL: 'C.UTF-8' }
    const text = claimTable(judged, width)
    for (const line of text.split('\n')) expect(cells(line), line).toBeLessThanOrEqual(width)
    const flat = text.replaceAll(/\s+/g, ' ')
    for (const part of ['.0118/.0600/.283', '9 of 9 published', 'refined', 'cannot tell', ' 11 ']) expect(flat).toContain(part)
    process.env.LC_ALL = 'C'
    expect(claimTable(judged, width)).toMatch(/^[\n\u0020-\u007e]+$/)
  })

  it('counts the verdicts', () => {
    expect(summary(judged)).toBe('3 claims: 1 refined (true with a correction), 1 not reproduced, 1 undecided.')
    expect(summary([claim({ verdictWord: 'reproduced' })])).toBe('1 claim: 1 reproduced.')
  })

  it('draws the curves of claim 4: all when asked, the deepest on a terminal, none into a file', () => {
    const titles = (asked: boolean, terminal: boolean): string[] =>
      claimPlots(judged, asked, terminal).map(plot => plot.split('\n')[0]!.split(':')[0]!)
    expect([titles(true, false), titles(false, true), titles(false, false)]).toEqual([['two', 'three'], ['three'], []])
    expect(claimPlots(judged, true, false)[0]).toMatch(/1 hidden layer 1  0\.001/)
    expect(claimPlots([claim({})], true, true)).toEqual([])
  })

  it('prints maps as tables: all when asked, the last of a claim on a terminal, none into a file', () => {
    const map = (title: string): ReportClaim['figures'][number] => ({
      kind: 'heat', title, caption: '', value: 'v', bounds: [1], values: [[0.5, 2]],
      x: { label: 'a', scale: 'linear', values: [1, 2] }, y: { label: 'b', scale: 'linear', values: [7] }
    })
    const phase = [claim({ id: 'phase', figures: [map('one'), map('two')] })]
    expect(claimPlots(phase, true, false).map(t => t.split('\n')[0])).toEqual(['one', 'two'])
    expect(claimPlots(phase, false, true)).toEqual([expect.stringMatching(/^two\n\nb \\ a +1 +2\n[^]*7 +0\.5[^ ]* +2$/)])
    expect(claimPlots(phase, false, false)).toEqual([])
  })

  it('tells a failed claim by its exit code', () => {
    expect([chapter5Exit({ failed: 0 }, false), chapter5Exit({ failed: 1 }, false), chapter5Exit({ failed: 1 }, true)]).toEqual([0, 1, 130])
  })
})
