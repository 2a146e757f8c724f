import { describe, expect, it } from 'vitest'
import { duration, line } from './progress.ts'

describe('progress', () => {
  it('fills the bar in proportion and tells the time that is left', () => {
    expect(line(0.5, 'epoch 5 of 10', 12)).toBe(`${'━'.repeat(12)}${'─'.repeat(12)}  50 %  12 s, 12 s left  epoch 5 of 10`)
    expect(line(0, '', 0)).not.toContain('left')
    expect(line(1, '', 3)).toContain('100 %')
  })
  it('rounds times to what a reader needs', () => {
    expect([0.314, 3.14, 31.4, 314, 31400].map(duration)).toEqual(['0.31 s', '3.1 s', '31 s', '5 min 14 s', '8 h 43 min'])
  })
})
