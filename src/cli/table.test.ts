import { afterEach, expect, test } from 'vitest'
import { table } from './table.ts'

const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})

const heads = ['', '‖ΔW‖/ ‖W‖', 'corr.', 'satu- rated']
const rows = [['layer 1', '0.00297', '0.941', '3.64e-5']]
const lines = (width: number, LC_ALL = 'C.UTF-8'): string[] => {
  process.env = { ...before, COLUMNS: String(width), LC_ALL }
  return table(heads, rows).split('\n')
}

test('a head that is not broken stands whole, above its column', () => {
  expect(lines(80)[0]).toBe('         ‖ΔW‖/‖W‖   corr.  saturated')
  expect(lines(80)[2]).toBe('layer 1  0.00297    0.941  3.64e-5')
  expect(lines(80, 'C')[0]).toBe('         ||DeltaW||/||W||   corr.  saturated')
})

test('a head that is broken keeps its hyphen', () => {
  process.env = { ...before, COLUMNS: '40', LC_ALL: 'C.UTF-8' }
  const [first, second] = table(['', 'units', 'satu- rated'], [['a layer with a long name', '30', '3.64e-5']]).split('\n')
  expect([first, second]).toEqual([expect.stringMatching(/ satu-$/), expect.stringMatching(/ rated$/)])
})

test('records, one below the other, name it whole', () => {
  process.env = { ...before, COLUMNS: '40', LC_ALL: 'C.UTF-8' }
  const wide = table([...heads, ...heads, ...heads], [[...rows[0]!, ...rows[0]!, ...rows[0]!]])
  expect(wide).not.toContain('satu- rated')
})
