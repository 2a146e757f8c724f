import { expm1 } from './exponential.ts'
import { log1p } from './log1p.ts'

/** tanh x · error < 2 ulp · ±1 from |x| ≥ 22 · odd, exactly · fdlibm s_tanh.c (by expm1). */
export function tanh(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -28) return x
  let t: number
  if (size >= 22) t = 1
  else if (size >= 1) t = 1 - 2 / (expm1(2 * size) + 2)
  else {
    const e = expm1(-2 * size)
    t = -e / (e + 2)
  }
  return x !== x ? x : x < 0 ? -t : t
}

/** artanh x = ½ ln((1+x)/(1−x)) · error < 2 ulp · ±∞ at ±1, NaN outside · fdlibm e_atanh.c (by log1p). */
export function artanh(x: number): number {
  const size = Math.abs(x)
  if (size < 2 ** -28) return x
  const twice = size + size
  const y = 0.5 * (size < 0.5 ? log1p(twice + (twice * size) / (1 - size)) : log1p(twice / (1 - size)))
  return size > 1 ? NaN : x < 0 ? -y : y
}
