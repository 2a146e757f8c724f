import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvRows } from './index.ts'
import { faultOf } from './testing.ts'

const rows = (text: string): readonly (readonly string[])[] => [...csvRows(text, 'f')].map(row => row.cells)

test.each([
  ['a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]],
  ['a,b\n1,2', [['a', 'b'], ['1', '2']]],
  ['"a ""b""",\n"x\ny",","\n', [['a "b"', ''], ['x\ny', ',']]],
  ['1,\n', [['1', '']]],
  [',', [['', '']]],
  ['\ufeffa,b\n', [['a', 'b']]],
  ['1,2\n\n\r\n', [['1', '2']]],
  ['""\n1', [[''], ['1']]],
  ['', []],
  ['\n', []]
])('reads %j', (text, expected) => {
  expect(rows(text)).toEqual(expected)
})

test('names the line a record begins on, past quoted line ends', () => {
  expect([...csvRows('a\n"x\n\ny"\nb', 'f')].map(row => row.line)).toEqual([1, 2, 5])
})

test.each([
  ['a,b\n1,"2\n3', /f, line 2: expected a closing quote/],
  ['a,b\n1,2"3"', /f, line 2: .*a quote inside a cell/],
  ['a,b\n"1"2,3', /f, line 2: .*comma or the end of the line.*"2"/],
  ['a,b\r1,2', /f, line 1: .*carriage return alone/],
  ['a,b\n"x\ny"z,1', /f, line 3: /],
  ['a,b\n1,\u00002', /f, line 2: .*zero byte/]
])('refuses %j', (text, message) => {
  expect(faultOf(() => rows(text))).toMatch(message)
})

test('reads back any table that was written as RFC 4180 says', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', '\n', '\r', ' ', 'é'), maxLength: 6 })
  const row = fc.array(cell, { minLength: 1, maxLength: 4 })
  const table = fc.array(row, { minLength: 1, maxLength: 5 })
  fc.assert(fc.property(table, fc.constantFrom('\n', '\r\n'), (written, end) => {
    const text = written.map(record => record.map(c => `"${c.replaceAll('"', '""')}"`).join(',') + end).join('')
    expect(rows(text)).toEqual(written)
  }), { seed: 1, numRuns: 200 })
})
