import type { Question, Seen } from './story.ts'

/** What the page says to an answer. `early`: it cannot be told yet. `high` and `low` are of a number, `inverse` is one upside down. */
export type Reply = 'right' | 'wrong' | 'early' | 'unreadable' | 'high' | 'low' | 'inverse' | 'hundredfold'

/** Judges the choice of one of the answers. */
export function judgeChoice(question: Extract<Question, { kind: 'choice' }>, choice: string, seen: Seen): Reply {
  const right = question.right(seen)
  return right === null ? 'early' : choice === right ? 'right' : 'wrong'
}

/** Judges a number as it was typed. */
export function judgeNumber(question: Extract<Question, { kind: 'measure' }>, typed: string, seen: Seen): Reply {
  const value = question.value(seen)
  if (value === null) return 'early'
  const given = parseAnswer(typed)
  if (given === null) return 'unreadable'
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= question.within * Math.abs(b)
  const asked = question.unit === 'percent' ? 100 * value : value
  if (near(given, asked)) return 'right'
  if (question.unit === 'percent' && near(100 * given, asked)) return 'hundredfold'
  if (question.unit === 'times' && given !== 0 && near(1 / given, asked)) return 'inverse'
  return given > asked ? 'high' : 'low'
}

/** A number as people write it: 4.7 · 4,7 · 96× · 11.7 % · 1/24 · 2e-3. */
export function parseAnswer(typed: string): number | null {
  const bare = typed.trim().slice(0, 40).replace(/^[≈~]\s*/, '').replace(/\s*(×|x|%|倍|times)$/i, '')
  const text = bare.replaceAll('−', '-').replace(/^(-?\d+),(\d+)$/, '$1.$2')
  const [over = '', under, more] = text.split('/')
  if (more !== undefined || !NUMBER.test(over) || (under !== undefined && !NUMBER.test(under))) return null
  const value = under === undefined ? Number(over) : Number(over) / Number(under)
  return Number.isFinite(value) ? value : null
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?\s*$/i

/** The numbers that a question's feedback quotes; a measure's own value, if no others are named. null: not there yet. */
export function numbersOf(question: Question, seen: Seen): readonly number[] | null {
  if (question.numbers) return question.numbers(seen)
  if (question.kind !== 'measure') return []
  const value = question.value(seen)
  return value === null ? null : [question.unit === 'percent' ? 100 * value : value]
}
