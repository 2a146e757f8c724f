import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { asciiOnly, columns, legible, spelled, wrapped } from './streams.ts'

const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})
const within = (env: Readonly<Record<string, string>>): void => {
  process.env = { ...before, LC_ALL: '', LC_CTYPE: '', LANG: '', COLUMNS: '', TERM: 'xterm', ...env }
}

describe('the window', () => {
  it('takes COLUMNS at its word, between 40 and 120', () => {
    const asked = ['60', '20', '400', 'wide', '-5', ''].map(COLUMNS => {
      within({ COLUMNS })
      return columns()
    })
    const own = Math.max(40, Math.min(120, process.stdout.columns || 100))
    expect(asked).toEqual([60, 40, 120, own, own, own])
  })

  it('is ASCII where the locale or the terminal has nothing else', () => {
    const ascii = (env: Readonly<Record<string, string>>): boolean => {
      within(env)
      return asciiOnly()
    }
    const plain = [{ LANG: 'C' }, { LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8' }, { LC_CTYPE: 'en_US.ISO-8859-1' }, { TERM: 'dumb' }]
    expect(plain.map(ascii)).not.toContain(false)
    expect([{}, { LANG: 'C.UTF-8' }, { LANG: 'C', LC_ALL: 'zh_CN.utf8' }].map(ascii)).not.toContain(true)
  })
})

describe('legible', () => {
  it('changes nothing where everything can be shown, and spells every sign where it cannot', () => {
    within({ LANG: 'C.UTF-8' })
    expect(legible('‖δ‖ × 10⁻³ → η')).toBe('‖δ‖ × 10⁻³ → η')
    within({ LANG: 'C' })
    expect(legible('‖δ‖ × 10⁻³ → η')).toBe('||delta|| x 10^-3 -> eta')
    expect(spelled('σ′(z₁₂) ≤ 1/4, “|w|² ≈ 6.9 …”, 5–95 %, naïve 漢')).toBe('sigma\'(z_12) <= 1/4, "|w|^2 ~ 6.9 ...", 5-95 %, naive ?')
  })

  it('leaves ASCII alone and yields nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary-ascii' }), (any, plain) => {
        expect(spelled(any)).toMatch(/^[\u0000-\u007f]*$/)
        expect(spelled(plain)).toBe(plain)
      }),
      { seed: 1 }
    )
  })
})

describe('wrapped', () => {
  it('keeps every word and the width', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/)), fc.integer({ min: 12, max: 60 }), (words, width) => {
        const lines = wrapped(words.join(' '), width)
        expect(lines.join(' ')).toBe(words.join(' '))
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
      }),
      { seed: 1 }
    )
  })
})
