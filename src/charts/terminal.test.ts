import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terminalPlot, terminalTable } from './terminal.ts'
import { cells, clean, fitCells } from './text.ts'

const x = [0, 1, 2, 3, 4]
const lines = (text: string): string[] => text.split('\n')
const hostile = fc.oneof(fc.double(), fc.constantFrom(0, 5e-324, 1.7e308, -1.7e308, Infinity, -Infinity, Number.NaN))

describe('terminalPlot', () => {
  it('draws a falling line in ASCII, one sign a cell, and says where it ends', () => {
    const plot = terminalPlot([{ name: 'a', x, y: [1, 0.1, 0.01, 1e-3, 1e-4] }], { width: 40, height: 5, yScale: 'log', ascii: true })
    expect(lines(plot)).toEqual([
      ' 1e0 +111',
      '     |   111111',
      '1e-2 +         11111',
      '     |              111111',
      '1e-4 +                    111 a  1.00e-4',
      '     ++----------+----------+',
      '      0          2          4'
    ])
  })

  it('draws the same line in braille', () => {
    const plot = terminalPlot([{ name: 'a', x, y: [1, 0.1, 0.01, 1e-3, 1e-4] }], { width: 40, height: 5, yScale: 'log', xLabel: 'epoch' })
    expect(lines(plot)).toEqual([
      ' 10⁰ ┤⠒⠤⢄⡀',
      '     │   ⠈⠉⠒⠢⢄⡀',
      '10⁻² ┤        ⠈⠉⠒⠤⢄⣀',
      '     │              ⠉⠒⠢⠤⣀',
      '10⁻⁴ ┤                   ⠉⠒⠤⣀ a  1.00e-4',
      '     └┬──────────┬──────────┬',
      '      0          2          4  epoch'
    ])
  })

  it('puts values at or below zero in a lane of their own and leaves a gap at NaN', () => {
    const series = [{ name: 'a', x, y: [1, Number.NaN, 0.01, 0, 0] }]
    const plot = lines(terminalPlot(series, { width: 40, height: 5, yScale: 'log', ascii: true }))
    const lane = plot.find(l => l.trimStart().startsWith('0 '))!
    expect(lane).toMatch(/^ *0 \+ +1+ a {2}0$/)
    expect(plot.slice(0, 4).join('').match(/1/g)!.length).toBeLessThan(8) // two lone points and labels, no line between them
  })

  it('writes the keys of several series on the curves and beside their ends, in the order of the ends', () => {
    const plot = terminalPlot([{ name: 'low', x, y: [1, 1, 1, 1, 1] }, { name: 'high', x, y: [9, 9, 9, 9, 9] }], { width: 60, height: 6 })
    const high = lines(plot).findIndex(l => l.endsWith('2 high  9'))
    const low = lines(plot).findIndex(l => l.endsWith('1 low  1'))
    expect(high).toBeGreaterThanOrEqual(0)
    expect(low).toBeGreaterThan(high)
    expect(lines(plot)[high].match(/2/g)!.length).toBeGreaterThan(2)
  })

  it('has no colour unless asked', () => {
    const series = [{ name: 'a', x, y: x }]
    expect(terminalPlot(series)).not.toContain('\u001b')
    expect(terminalPlot(series, { color: true })).toContain('\u001b[38;5;33m')
  })

  it('never exceeds its width and never passes a steering sign on', () => {
    const [text, numbers] = [fc.string({ unit: 'binary' }), fc.array(hostile, { maxLength: 6 })]
    const series = fc.record({ name: text, x: numbers, y: numbers })
    const options = fc.record({
      width: fc.integer({ min: 24, max: 90 }), height: fc.integer({ min: 3, max: 14 }), xLabel: text, title: text,
      yScale: fc.constantFrom('linear' as const, 'log' as const), ascii: fc.boolean()
    })
    fc.assert(fc.property(fc.array(series, { maxLength: 5 }), options, (all, o) => {
      const plot = terminalPlot(all, o)
      expect(Math.max(...lines(plot).map(cells))).toBeLessThanOrEqual(o.width)
      expect(plot).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    }), { numRuns: 120, seed: 5 })
  })

  it('takes nothing, one point and nonsense sizes', () => {
    expect(() => terminalPlot([])).not.toThrow()
    expect(lines(terminalPlot([{ name: 'a', x: [1], y: [2] }], { width: Number.NaN, height: 1e9 })).length).toBeLessThan(110)
  })
})

describe('terminalTable', () => {
  it('aligns numbers right and text left', () => {
    expect(lines(terminalTable(['layer', 'norm', 'name'], [[1, 0.00298, 'first'], [10, 0.25, 'x']]))).toEqual([
      'layer      norm  name',
      '─────  ────────  ─────',
      '    1  0.002980  first',
      '   10    0.2500  x'
    ])
  })

  it('wraps text at spaces and Chinese between signs, counting two cells a sign', () => {
    const rows = [['the early layers learn slowly', 1], ['靠前的层学习得更慢', 2]]
    expect(lines(terminalTable(['claim', 'v'], rows, { width: 20, ascii: true }))).toEqual([
      'claim              v',
      '-----------------  -',
      'the early layers   1',
      'learn slowly',
      '靠前的层学习得更   2',
      '慢'
    ])
  })

  it('falls back to records where columns cannot stand side by side', () => {
    const columns = Array.from({ length: 9 }, (_, i) => `column ${i}`)
    const table = terminalTable(columns, [columns.map(() => 'something')], { width: 30 })
    expect(lines(table)).toHaveLength(9)
    expect(lines(table)[8]).toBe('column 8  something')
  })

  it('keeps to its width and loses no sign of any cell', () => {
    const cell = fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^[a-z层学 ]{0,40}$/), fc.integer({ min: -99_999, max: 99_999 }))
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 4 }), fc.integer({ min: 24, max: 100 }), (rows, width) => {
      const table = terminalTable(['a', 'b', 'c'], rows, { width })
      for (const line of lines(table)) expect(cells(line)).toBeLessThanOrEqual(width)
      const signs = (text: string): string => [...text.replaceAll(/[\s─]/g, '')].sort().join('')
      const records = !table.includes('─')
      const names = records ? 'abc'.repeat(rows.length) : 'abc'
      expect(signs(table)).toBe(signs(names + rows.flat().map(c => (typeof c === 'number' ? String(c) : clean(c))).join('')))
    }), { numRuns: 200, seed: 6, examples: [[[], 24]] })
  })
})

describe('text', () => {
  it('takes the teeth out of steering signs and keeps the rest', () => {
    expect(clean('a\u001b[31mb\u202ec\nd\ud800')).toBe('a�[31mb�c d�')
    expect(clean('∂C/∂b 梯度 😀')).toBe('∂C/∂b 梯度 😀')
    expect(clean('x'.repeat(1000), 10)).toBe(`${'x'.repeat(9)}…`)
  })

  it('counts cells', () => {
    expect(['abc', '梯度', 'e\u0301', '😀', ''].map(cells)).toEqual([3, 4, 1, 2, 0])
    expect(fitCells('梯度消失', 5)).toBe('梯度…')
  })
})
