/** How far `got` may lie from `expected`: the larger of the two allowances counts; without either they must be equal. */
export interface Tolerance {
  /** Of |expected|. */
  readonly relative?: number
  readonly absolute?: number
}

function closeNumbers(got: number, expected: number, allowed: Tolerance, where: string): void {
  if (got === expected) return
  // Accepted if ≤, so that a NaN on either side fails; against an infinity nothing but that infinity will do.
  const limit = Number.isFinite(expected) ? Math.max(allowed.absolute ?? 0, (allowed.relative ?? 0) * Math.abs(expected)) : 0
  if (Math.abs(got - expected) <= limit) return
  const off = Math.abs(got - expected)
  throw new Error(`${where}got ${got}, expected ${expected}: off by ${off}, allowed ${limit} (relative ${off / Math.abs(expected)})`)
}

/** For tests: throws unless `got` is within the tolerance of `expected`; arrays element by element, and of the same length. */
export function expectClose(got: number | ArrayLike<number>, expected: number | ArrayLike<number>, allowed: Tolerance = {}): void {
  if (typeof got === 'number' && typeof expected === 'number') return closeNumbers(got, expected, allowed, '')
  if (typeof got === 'number' || typeof expected === 'number') throw new Error('one side is a number, the other an array')
  if (got.length !== expected.length) throw new Error(`got ${got.length} values, expected ${expected.length}`)
  for (let i = 0; i < expected.length; i++) closeNumbers(got[i]!, expected[i]!, allowed, `[${i}] `)
}
