import { describe, expect, it } from 'vitest'
import { factorText, shareText, timesText } from './numbers-text.ts'

describe('numbers in sentences', () => {
  it.each([
    [1.5, '1.5'], [4.806, '4.8'], [9.96, '10'], [96.48, '96'], [123.4, '123'], [18_651, '19\u202f000'],
    [999.6, '1000'], [999_999, '1\u202f000\u202f000'], [3.14e8, '3.1×10⁸'], [Infinity, '∞']
  ])('%f times', (x, text) => {
    expect(timesText(x)).toBe(text)
  })
  it.each([
    [0.2093, '0.21'], [1.0305, '1.03'], [0.9999, '1.00'], [0.05, '0.050'], [1e-9, '1.0×10⁻⁹'], [250, '250'], [0, '0']
  ])('a factor of %f', (x, text) => {
    expect(factorText(x)).toBe(text)
  })
  it.each([
    [0, '0 %'], [1, '100 %'], [0.5, '50 %'], [0.094, '9.4 %'], [0.9975, '99.8 %'], [0.99999, '> 99.9 %'], [0.9996, '> 99.9 %'],
    [0.0000312, '0.003 %'], [1e-7, '10⁻⁵ %'], [0.9, '90 %'], [NaN, 'NaN'], [12.3, '1230 %']
  ])('a share of %f', (x, text) => {
    expect(shareText(x)).toBe(text)
  })
})
