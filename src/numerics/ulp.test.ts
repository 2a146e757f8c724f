import { expect, test } from 'vitest'
import * as numerics from './index.ts'

/** Functions of numbers in fixed point, so many bits behind the point, by series and BigInt alone: nothing in common with what is tested. */
function fixedPoint(bits: bigint) {
  const one = 1n << bits
  const times = (a: bigint, b: bigint): bigint => (a * b) >> bits
  const over = (a: bigint, b: bigint): bigint => (a << bits) / b
  /** A double, exactly as far as the bits reach. */
  const of = (x: number): bigint => {
    const word = new BigUint64Array(Float64Array.of(Math.abs(x)).buffer)[0]!
    const [exponent, fraction] = [word >> 52n, word & ((1n << 52n) - 1n)]
    const shift = (exponent === 0n ? 1n : exponent) - 1075n + bits
    const whole = exponent === 0n ? fraction : fraction | (1n << 52n)
    const size = shift >= 0n ? whole << shift : whole >> -shift
    return x < 0 ? -size : size
  }
  /** Σ of the terms, each made from the one before and its number, until they are 0. */
  const series = (first: bigint, next: (term: bigint, n: bigint) => bigint, part = (term: bigint, _n: bigint): bigint => term): bigint => {
    let sum = 0n
    for (let term = first, n = 0n; term !== 0n && term !== -1n; term = next(term, ++n)) sum += part(term, n)
    return sum
  }
  const root = (a: bigint): bigint => {
    const square = a << bits
    let guess = 1n << BigInt((square.toString(2).length >> 1) + 1)
    for (let next = (guess + square / guess) >> 1n; next < guess; next = (guess + square / guess) >> 1n) guess = next
    return guess
  }
  const artanh = (z: bigint): bigint => series(z, term => times(term, times(z, z)), (term, n) => term / (2n * n + 1n))
  const ln2 = 2n * artanh(one / 3n)
  const inverseTangent = (k: bigint): bigint => series(one / k, term => -term / (k * k), (term, n) => term / (2n * n + 1n))
  const pi = 4n * (4n * inverseTangent(5n) - inverseTangent(239n))
  const exp = (x: bigint): bigint => {
    let y = series(one, (term, n) => times(term, x >> 32n) / n)
    for (let i = 0; i < 32; i++) y = times(y, y)
    return y
  }
  const log = (x: bigint): bigint => {
    const k = BigInt(x.toString(2).length) - bits
    const m = k >= 0n ? x >> k : x << -k
    return k * ln2 + 2n * artanh(over(m - one, m + one))
  }
  const sin = (x: bigint): bigint => {
    const r = x % (2n * pi)
    return series(r, (term, n) => -times(term, times(r, r)) / (2n * n * (2n * n + 1n)))
  }
  const cos = (x: bigint): bigint => sin(x + pi / 2n)
  const erf = (x: bigint): bigint =>
    over(2n * series(x, (term, n) => -times(term, times(x, x)) / n, (term, n) => term / (2n * n + 1n)), root(pi))
  const arcsin = (x: bigint, near: number): bigint => {
    let y = of(near)
    for (let i = 0; i < 5; i++) y += over(x - sin(y), cos(y))
    return y
  }
  return { one, of, over, pi, exp, log, sin, cos, erf, arcsin }
}

const bits = 320n
const f = fixedPoint(bits)
const { one } = f
/** Bits for e^−745, and for erfc 26.5 after the terms of its series have cancelled. */
const far = fixedPoint(1400n), farther = fixedPoint(2700n)

/** How far y lies from the exact value, in units of the last place that doubles of that size have. */
function ulps(y: number, exact: bigint, within: { readonly of: (x: number) => bigint }, places: bigint): number {
  const size = exact < 0n ? -exact : exact
  const exponent = BigInt(size.toString(2).length) - 1n - places
  const last = (exponent < -1022n ? -1022n : exponent) - 52n + places
  return Number(((within.of(y) - exact) * 1_000_000n) >> last) / 1e6
}

type Name = 'arccos' | 'arcsin' | 'artanh' | 'cos' | 'cosHalfTurn' | 'erf' | 'exp' | 'expm1' | 'log' | 'log1p' | 'sin' | 'tanh'

/** What the docstrings promise, over where; arguments that are spread evenly, or evenly in size between 2^−60 and the bound. */
const promised: readonly (readonly [Name, bound: number, low: number, high: number, exact: (x: bigint, near: number) => bigint])[] = [
  ['exp', 1, -30, 100, f.exp],
  ['expm1', 1, -40, 100, x => f.exp(x) - one],
  ['log', 1, 0, 1e9, f.log],
  ['log', 1, 0.5, 2, f.log],
  ['log1p', 1, -1, 10, x => f.log(one + x)],
  ['log1p', 1, -0.5, 0.5, x => f.log(one + x)],
  ['tanh', 2, -22, 22, x => { const e = f.exp(2n * x); return f.over(e - one, e + one) }],
  ['artanh', 2, -1, 1, x => f.log(f.over(one + x, one - x)) / 2n],
  ['erf', 1, -6, 6, f.erf],
  ['sin', 1, -1_647_099, 1_647_099, f.sin],
  ['cos', 1, -1_647_099, 1_647_099, f.cos],
  ['sin', 1, -4, 4, f.sin],
  ['cos', 1, -4, 4, f.cos],
  ['cosHalfTurn', 2, 0, 1, x => f.cos((x * f.pi) >> bits)],
  ['arcsin', 2, -1, 1, (x, near) => f.arcsin(x, Math.asin(near))],
  ['arccos', 1, -1, 1, (x, near) => f.pi / 2n - f.arcsin(x, Math.asin(near))]
]

test.each(promised)('%s keeps its promise of less than %d ulp from %d to %d', (name, bound, low, high, exact) => {
  const stream = numerics.createStream(1, 'ulps')
  let worst = 0, at = NaN
  for (let i = 0; i < 1000; i++) {
    const u = stream.uniform()
    const sign = low < 0 && i % 4 === 3 ? -1 : 1
    const x = i % 2 === 0 ? low + u * (high - low) : sign * (sign < 0 ? -low : high) * 2 ** (-60 * u)
    const off = Math.abs(ulps(numerics[name](x), exact(f.of(x), x), f, bits))
    if (!(off <= worst)) [worst, at] = [off, x]
  }
  expect(worst, `at ${at}`).toBeLessThan(bound)
})

test('exp keeps it down to the subnormal numbers, and erfc its own of 2 ulp up to 26.5', () => {
  const stream = numerics.createStream(1, 'far ulps')
  for (let i = 0; i < 200; i++) {
    const x = -745 + 1454 * stream.uniform()
    expect(Math.abs(ulps(numerics.exp(x), far.exp(far.of(x)), far, 1400n)), `exp(${x})`).toBeLessThan(1)
  }
  for (let i = 0; i < 40; i++) {
    const x = 26.5 * stream.uniform()
    expect(Math.abs(ulps(numerics.erfc(x), farther.one - farther.erf(farther.of(x)), farther, 2700n)), `erfc(${x})`).toBeLessThan(2)
  }
})
