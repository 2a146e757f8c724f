import { afterEach, describe, expect, it } from 'vitest'
import { language } from '../state/settings.ts'
import { countText, epochText } from '../words/numbers.ts'
import { factorText, shareText, timesText, valueText } from './numbers-text.ts'

afterEach(() => {
  language.value = 'en'
})

describe('numbers in sentences', () => {
  it.each([
    [1.5, '1.5'], [4.806, '4.8'], [9.96, '10'], [96.48, '96'], [123.4, '123'], [18_651, '19,000'],
    [999.6, '1,000'], [999_999, '1,000,000'], [3.14e8, '3.1×10⁸'], [Infinity, '∞']
  ])('%f times', (x, text) => {
    expect(timesText(x)).toBe(text)
  })
  it.each([
    [0.2093, '0.21'], [1.0305, '1.03'], [0.9999, '1.00'], [0.05, '0.050'], [1e-9, '1.0×10⁻⁹'], [250, '250'], [-0.5, '−0.50'], [2736, '2,736'], [0, '0']
  ])('a factor of %f', (x, text) => {
    expect(factorText(x)).toBe(text)
  })
  it.each([
    [0, '0 %'], [1, '100 %'], [0.5, '50 %'], [0.094, '9.4 %'], [0.9975, '99.8 %'], [0.99999, '> 99.9 %'], [0.9996, '> 99.9 %'],
    [0.0000312, '0.003 %'], [1e-7, '10⁻⁵ %'], [0.9, '90 %'], [NaN, 'NaN'], [12.3, '1,230 %']
  ])('a share of %f', (x, text) => {
    expect(shareText(x)).toBe(text)
  })
  it('write thousands in one way in each language', () => {
    const all = (): string[] => [countText(1000), epochText(1000), epochText(1000.123), timesText(1234), valueText(-23_456), valueText(0.001234)]
    expect(all()).toEqual(['1,000', '1,000', '1,000.12', '1,200', '−23,456', '0.00123'])
    language.value = 'zh'
    expect(all()).toEqual(['1000', '1000', '1000.12', '1200', '−23456', '0.00123'])
  })
})
