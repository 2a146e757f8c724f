import { expect, test } from 'vitest'
import { decades, MOMENTA, RATES, stepOf, stopAt, WIDTHS } from './scales.ts'

test('stops rise, and every stop is found again', () => {
  for (const stops of [RATES, MOMENTA, WIDTHS]) {
    for (let i = 1; i < stops.length; i++) expect(stops[i]!).toBeGreaterThan(stops[i - 1]!)
    for (const [i, stop] of stops.entries()) expect(stopAt(stops, stop)).toBe(i)
  }
  expect(WIDTHS.at(-1)).toBe(1024)
  expect(decades(-1, 1)).toEqual([0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10])
})

test('a value between stops, below them or beyond them goes to the nearest', () => {
  expect(WIDTHS[stopAt(WIDTHS, 784)]).toBe(768)
  expect(stopAt(RATES, 0)).toBe(0)
  expect(stopAt(RATES, 1e9)).toBe(RATES.length - 1)
})

test('arrow keys move a number by a tenth of its leading place, whole numbers by one', () => {
  expect([0.1, 0.5, 3, 250, 0.001].map(x => stepOf(x, false))).toEqual([0.01, 0.01, 0.1, 10, 0.0001])
  expect(stepOf(250, true)).toBe(1)
  expect(stepOf(0, false)).toBe(0.1)
})
