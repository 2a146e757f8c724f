// Adapted from FreeBSD msun / fdlibm. Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
// Developed at SunPro/SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice is preserved.
//
// JavaScript engines may compute Math.* as they please; these use only + − × ÷ √ and bit patterns, which IEEE 754 fixes,
// so that every engine gives the same bytes.
import { upperHalf } from './bits.ts'
import { exp } from './exponential.ts'

const ERX = 8.45062911510467529297e-1
// One rational approximation an interval: numerator, then denominator (whose constant term is 1), lowest power first.
const NEAR_ZERO = [
  [
    1.28379167095512558561e-1, -3.25042107247001499370e-1, -2.84817495755985104766e-2, -5.77027029648944159157e-3,
    -2.37630166566501626084e-5
  ],
  [
    1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3,
    1.32494738004321644526e-4, -3.96022827877536812320e-6
  ]
] as const
const NEAR_ONE = [
  [
    -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1, 3.18346619901161753674e-1,
    -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.16637559486879084300e-3
  ],
  [
    1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2,
    1.26171219808761642112e-1, 1.36370839120290507362e-2, 1.19844998467991074170e-2
  ]
] as const
const MIDDLE = [
  [
    -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1, -6.23753324503260060396e1,
    -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1, -9.81432934416914548592
  ],
  [
    1, 1.96512716674392571292e1, 1.37657754143519042600e2, 4.34565877475229228821e2,
    6.45387271733267880336e2, 4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135,
    -6.04244152148580987438e-2
  ]
] as const
const FAR = [
  [
    -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1, -1.60636384855821916062e2,
    -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2
  ],
  [
    1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3,
    3.19985821950859553908e3, 2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1
  ]
] as const

function polynomial(c: readonly number[], x: number): number {
  let y = c[c.length - 1]!
  for (let i = c.length - 2; i >= 0; i--) y = y * x + c[i]!
  return y
}

function rational(pair: readonly [readonly number[], readonly number[]], x: number): number {
  return polynomial(pair[0], x) / polynomial(pair[1], x)
}

/** erfc of size ≥ 1.25: e^(−size²)·(…)/size, the square split so that its rounding error does not reach the exponent. */
function decaying(size: number): number {
  const z = upperHalf(size)
  const r = rational(size < 1 / 0.35 ? MIDDLE : FAR, 1 / (size * size))
  return (exp(-z * z - 0.5625) * exp((z - size) * (z + size) + r)) / size
}

/** erf x = 2/√π ∫₀ˣ e^(−t²) dt · error < 1 ulp · odd, exactly · fdlibm s_erf.c. */
export function erf(x: number): number {
  if (x !== x) return x
  const size = Math.abs(x)
  let y: number
  if (size < 0.84375) {
    // The factor 8 keeps a subnormal x from losing bits in the product.
    if (size < 2 ** -28) return 0.125 * (8 * x + 1.02703333676410069053 * x)
    return x + x * rational(NEAR_ZERO, x * x)
  }
  if (size < 1.25) y = ERX + rational(NEAR_ONE, size - 1)
  else if (size >= 6) y = 1
  else y = 1 - decaying(size)
  return x < 0 ? -y : y
}

/** erfc x = 1 − erf x without cancellation · error < 2 ulp up to x = 26.5, then subnormal, 0 from 28 · fdlibm s_erf.c. */
export function erfc(x: number): number {
  if (x !== x) return x
  const size = Math.abs(x)
  if (size < 0.84375) {
    if (size < 2 ** -56) return 1 - x
    const y = rational(NEAR_ZERO, x * x)
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y)
  }
  if (size < 1.25) {
    const y = rational(NEAR_ONE, size - 1)
    return x >= 0 ? 1 - ERX - y : 1 + (ERX + y)
  }
  if (size >= 28) return x > 0 ? 0 : 2
  if (x <= -6) return 2
  return x > 0 ? decaying(size) : 2 - decaying(size)
}
