import { beforeEach, describe, expect, it } from 'vitest'
import { judgeNumber, parseAnswer } from './answer.ts'
import { forget, progress, readProgress, solve } from './progress.ts'
import type { Question, Seen } from './story.ts'

const measure = (value: number | null, unit?: 'times' | 'percent'): Extract<Question, { kind: 'measure' }> =>
  ({ kind: 'measure', id: 'x', within: 0.1, value: () => value, ...(unit ? { unit } : {}) })
const judged = (typed: string, value: number | null, unit?: 'times' | 'percent') => judgeNumber(measure(value, unit), typed, {} as Seen)

describe('a number typed', () => {
  it('is read as people write it', () => {
    const typed = ['4.7', ' 4,7 ', '96×', '96 x', '11.7 %', '1/24', '2e-3', '≈ 5', '−3', '5 倍', '.5', '+2']
    expect(typed.map(parseAnswer)).toEqual([4.7, 4.7, 96, 96, 11.7, 1 / 24, 0.002, 5, -3, 5, 0.5, 2])
  })

  it('is refused when it is none', () => {
    for (const typed of ['', 'five', '1/0', '1/2/3', '0x10', '1e999', 'NaN', 'Infinity', '1 000 000', '--3', '9'.repeat(500)]) {
      expect(parseAnswer(typed), typed).toBe(typed.startsWith('999') ? Number('9'.repeat(40)) : null)
    }
  })

  it('is told what is wrong with it', () => {
    expect([judged('100', 96, 'times'), judged('120', 96, 'times'), judged('80', 96, 'times'), judged('0.0104', 96, 'times')])
      .toEqual(['right', 'high', 'low', 'inverse'])
    expect(['11.7', '0.117', '50'].map(typed => judged(typed, 0.117, 'percent'))).toEqual(['right', 'hundredfold', 'high'])
    expect([judged('?', 96), judged('96', null), judged('0', 96, 'times')]).toEqual(['unreadable', 'early', 'low'])
  })
})

describe('progress', () => {
  beforeEach(() => forget())

  it('keeps the first solution of a question with its numbers, and forgets a story or all', () => {
    solve('bars', 'times', [4.8])
    solve('bars', 'times', [9])
    solve('chance', 'answer', [])
    expect([...progress.value]).toEqual([['bars/times', [4.8]], ['chance/answer', []]])
    forget('bars')
    expect([...progress.value.keys()]).toEqual(['chance/answer'])
    forget()
    expect(progress.value.size).toBe(0)
  })

  it('reads what it wrote, and nothing of anything else', () => {
    expect([...readProgress('{"bars/times":[4.8]}')]).toEqual([['bars/times', [4.8]]])
    const strange = [
      '', 'null', '[]', '3', '{"bars/times":[4', '{"bars/times":"x"}', '{"bars/times":[null]}', '{"other/times":[1]}',
      `{"bars/a":[${'1,'.repeat(99)}1]}`
    ]
    for (const text of strange) expect(readProgress(text).size, text).toBe(0)
    expect(readProgress(null).size).toBe(0)
  })
})
