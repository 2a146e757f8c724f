import { InputError } from '../errors/index.ts'

const EPSILON = 2.220446049250313e-16
const GOLDEN = 0.3819660112501051 // (3 − √5)/2

/** Interpolates through the last three points (or two, when `a` is `c`): the step from b as p/q. Brent 1973, ch. 4. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): [p: number, q: number] {
  const s = fb / fa
  const half = 0.5 * (c - b)
  if (a === c) return [2 * half * s, 1 - s]
  const q = fa / fc
  const r = fb / fc
  return [s * (2 * half * q * (q - r) - (b - a) * (r - 1)), (q - 1) * (r - 1) * (s - 1)]
}

/**
 * A root of f between low and high, where f changes sign (Brent 1973, ch. 4, `zero`).
 * Error ≤ 2 ulp of the root + tolerance/2, as far as f's own sign is right · never slower than bisection by more than its square.
 */
export function findRoot(f: (x: number) => number, low: number, high: number, tolerance = 0): number {
  let [a, b] = [low, high]
  let [fa, fb] = [f(a), f(b)]
  if (fa === 0) return a
  if (fb === 0) return b
  if (!((fa < 0 && fb > 0) || (fa > 0 && fb < 0))) {
    const got = `f(${low}) = ${fa} and f(${high}) = ${fb}`
    throw new InputError({ code: 'usage', where: 'findRoot', expected: 'a function that changes sign between the two ends', got })
  }
  let [c, fc] = [a, fa]
  let step = b - a
  let previous = step
  for (let i = 0; i < 2000; i++) {
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb]
    const least = 2 * EPSILON * Math.abs(b) + 0.5 * tolerance + 5e-324
    const half = 0.5 * (c - b)
    if (fb === 0 || !(Math.abs(half) > least)) return b
    let bisect = Math.abs(previous) < least || Math.abs(fa) <= Math.abs(fb)
    if (!bisect) {
      let [p, q] = interpolate(a, b, c, fa, fb, fc)
      if (p > 0) q = -q
      else p = -p
      bisect = !(2 * p < Math.min(3 * half * q - Math.abs(least * q), Math.abs(previous * q)))
      if (!bisect) [previous, step] = [step, p / q]
    }
    if (bisect) previous = step = half
    ;[a, fa] = [b, fb]
    b += Math.abs(step) > least ? step : half > 0 ? least : -least
    fb = f(b)
    if (fb > 0 === fc > 0) {
      ;[c, fc] = [a, fa]
      previous = step = b - a
    }
  }
  return b
}

/**
 * The largest value of a function with one peak between low and high (Brent 1973, ch. 5, `fmin` of −f).
 * x is good to about 1e-8 of itself, no better, since f is flat there; value is good to f's own rounding.
 */
export function maximize(f: (x: number) => number, low: number, high: number): { readonly x: number; readonly value: number } {
  if (!(low <= high)) throw new InputError({ code: 'usage', where: 'maximize', expected: 'low ≤ high', got: `${low} and ${high}` })
  let [a, b] = [low, high]
  let x = a + GOLDEN * (b - a)
  let [w, v] = [x, x]
  let fx = f(x)
  let [fw, fv] = [fx, fx]
  let step = 0
  let previous = 0
  for (let i = 0; i < 500; i++) {
    const middle = 0.5 * (a + b)
    const least = 1.4901161193847656e-8 * Math.abs(x) + 1e-300
    if (Math.abs(x - middle) <= 2 * least - 0.5 * (b - a)) break
    // Highest point of the parabola through x, w and v, if it lies inside and the steps are shrinking; else golden section.
    const r = (x - w) * (fx - fv)
    const q = (x - v) * (fx - fw)
    const p = (x - v) * q - (x - w) * r
    const d = 2 * (q - r)
    const move = -p / d
    if (Math.abs(move) < Math.abs(0.5 * previous) && x + move > a && x + move < b) {
      ;[previous, step] = [step, move]
      if (x + step - a < 2 * least || b - x - step < 2 * least) step = x < middle ? least : -least
    } else {
      previous = x < middle ? b - x : a - x
      step = GOLDEN * previous
    }
    const u = x + (Math.abs(step) >= least ? step : step > 0 ? least : -least)
    const fu = f(u)
    if (fu >= fx) {
      if (u < x) b = x
      else a = x
      ;[v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu]
      continue
    }
    if (u < x) a = u
    else b = u
    if (fu >= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu]
    else if (fu >= fv || v === x || v === w) [v, fv] = [u, fu]
  }
  return { x, value: fx }
}
