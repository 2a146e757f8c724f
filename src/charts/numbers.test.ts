import { expect, it } from 'vitest'
import { numbersOf } from './numbers.ts'

it('shows a dash where a series has no value', () => {
  const axis = (label: string) => ({ label, scale: 'linear' as const })
  const table = numbersOf({
    kind: 'lines', title: 't', caption: 'c', x: axis('layer'), y: axis('%'),
    series: [{ name: 'long', x: [0, 1, 2], y: [1, 2, 3] }, { name: 'short', x: [0, 1, 2], y: [4, NaN, NaN] }]
  })
  expect(JSON.stringify(table)).not.toContain('null') // how JSON writes NaN
  expect(table).toMatchObject({ rows: [[0, 1, 4], [1, 2, '–'], [2, 3, '–']] })
})
