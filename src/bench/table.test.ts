import { describe, expect, it } from 'vitest'
import { atLeast, atMost, bytesText, percent, rangeText, rateText, ratioText, timeText } from './format.ts'
import { columnsOf, toMarkdown, toText } from './table.ts'

const table = {
  title: 'Speeds', columns: columnsOf('who', '>steps/s', 'asked'), notes: ['One | note.'],
  rows: [['NumPy', '13,000', ''], ['ours', '9', '✗ ≥ 6']]
}

describe('a table', () => {
  it('as text has aligned columns and no blanks at the end', () => {
    expect(toText(table).split('\n')).toEqual([
      'Speeds',
      'who    steps/s  asked',
      '─────  ───────  ─────',
      'NumPy   13,000',
      'ours         9  ✗ ≥ 6',
      'One | note.'
    ])
  })
  it('as Markdown is a table under a heading', () => {
    expect(toMarkdown(table)).toBe([
      '### Speeds', '', '| who | steps/s | asked |', '|---|--:|---|', '| NumPy | 13,000 |  |', '| ours | 9 | ✗ ≥ 6 |', '', 'One \\| note.'
    ].join('\n'))
  })
  it('breaks long notes at spaces in text only', () => {
    const note = 'word '.repeat(60).trim()
    const text = toText({ ...table, notes: [note] }).split('\n').slice(5)
    expect(text.length).toBe(3)
    for (const line of text) expect(line.length).toBeLessThanOrEqual(130)
    expect(text.join(' ')).toBe(note)
    expect(toMarkdown({ ...table, notes: [note] })).toContain(note)
  })
  it('without columns is its title and notes', () => {
    const bare = { ...table, columns: [], rows: [] }
    expect(toText(bare)).toBe('Speeds\nOne | note.')
    expect(toMarkdown(bare)).toBe('### Speeds\n\nOne \\| note.')
  })
})

describe('numbers', () => {
  it.each([[58_123, '58,100'], [1_234_567, '1,230,000'], [999.6, '1000'], [27.34, '27.3'], [0.5, '0.5'], [NaN, 'n/a'], [1005, '1,010']])(
    'a rate of %s is %s', (rate, text) => expect(rateText(rate)).toBe(text)
  )
  it('are short', () => {
    expect(rangeText({ median: 2, low: 1, high: 2500, count: 3 })).toBe('1–2,500')
    expect(rangeText({ median: NaN, low: NaN, high: NaN, count: 0 })).toBe('n/a')
    expect([ratioText(1.234), ratioText(12.34), ratioText(NaN)]).toEqual(['1.23', '12.3', 'n/a'])
    expect([percent(0.0512), percent(-0.001), percent(NaN)]).toEqual(['5.1 %', '-0.1 %', 'n/a'])
    expect([timeText(1.234e-5), timeText(0.0123), timeText(2.5), timeText(NaN)]).toEqual(['12.3 µs', '12.3 ms', '2.5 s', 'n/a'])
    expect([bytesText(999), bytesText(16_000), bytesText(2.5e6)]).toEqual(['999 B', '16.0 kB', '2.5 MB'])
  })
  it('are met at the target itself, and not judged when they are not numbers', () => {
    expect([atLeast(6, 6), atLeast(5.99, 6), atLeast(NaN, 6), atLeast(1, null)]).toEqual(['✓ ≥ 6', '✗ ≥ 6', '', ''])
    expect([atMost(0.05, 0.05, percent), atMost(0.051, 0.05, percent), atMost(NaN, 1)]).toEqual(['✓ ≤ 5.0 %', '✗ ≤ 5.0 %', ''])
  })
})
