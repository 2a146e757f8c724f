// a = φ(z) and φ'(z) over a whole layer. The slope comes from z, not from a, so that a saturated unit's slope is small, not 0.
import {
  choose, constant, erf4, erfc4, exp4, expBelow, expm14, exponential, larger, LN2_HIGH, LN2_LOW, LOG2E, log1p4, LOWEST, madd, magnitude,
  MAGNITUDE, ONE, powerOf, remainder, ROUND, SIGN, splat, TAIL, tanh4, ZERO
} from './math'
import {
  ELU, ERF, GELU, HARD_TANH, LEAKY_RELU, LINEAR, RELU, SELU, SIGMOID, SILU, SOFTMAX, SOFTPLUS, SOFTSIGN, TANH
} from '../src/kernels/wasm/slots'

// One vector of slopes, left by the functions below beside the value they return (wasm has no cheap pairs).
let slope: v128

function sigmoid(z: v128): v128 {
  const t = exp4(f32x4.neg(magnitude(z)))
  const r = f32x4.div(splat(1), f32x4.add(splat(1), t))
  const tr = f32x4.mul(t, r)
  slope = f32x4.mul(tr, r)
  return choose(tr, r, f32x4.lt(z, splat(0)))
}

// @ts-ignore: decorator
@inline function positive(z: v128): v128 { return f32x4.gt(z, splat(0)) }

function smooth(code: i32, z: v128): v128 {
  switch (code) {
    case TANH: {
      const t = expBelow(f32x4.mul(splat(-2), magnitude(z)))
      const r = f32x4.div(splat(1), f32x4.add(splat(1), t))
      slope = f32x4.mul(f32x4.mul(splat(4), f32x4.mul(t, r)), r)
      return tanh4(z, t)
    }
    case ELU:
    case SELU: {
      const low = f32x4.pmin(z, splat(0)), on = splat(code == SELU ? 1.0507009873554805 : 1), off = splat(code == SELU ? 1.7580993408473766 : 1)
      slope = choose(on, f32x4.mul(off, exp4(low)), positive(z))
      return choose(f32x4.mul(on, z), f32x4.mul(off, expm14(low)), positive(z))
    }
    case GELU: {
      const half = f32x4.mul(splat(0.5), erfc4(f32x4.mul(splat(0.7071067811865476), f32x4.abs(z))))
      const cdf = choose(half, f32x4.sub(splat(1), half), f32x4.lt(z, splat(0)))
      const density = f32x4.mul(splat(0.3989422804014327), exp4(f32x4.mul(splat(-0.5), f32x4.mul(z, z))))
      slope = madd(z, density, cdf)
      return f32x4.mul(z, cdf)
    }
    case SILU: {
      const s = sigmoid(z)
      const other = choose(f32x4.sub(splat(1), s), sigmoid(f32x4.neg(z)), f32x4.lt(z, splat(0)))
      slope = f32x4.mul(s, madd(z, other, splat(1)))
      return f32x4.mul(z, s)
    }
    case SOFTPLUS: {
      const t = exp4(f32x4.neg(magnitude(z)))
      slope = sigmoid(z)
      return f32x4.add(f32x4.pmax(z, splat(0)), log1p4(t))
    }
    case ERF: {
      slope = f32x4.mul(splat(1.1283791670955126), exp4(f32x4.neg(f32x4.mul(z, z))))
      return erf4(z)
    }
    default: return z
  }
}

// @ts-ignore: decorator
@inline function piecewise(code: i32, z: v128): v128 {
  switch (code) {
    case RELU: {
      slope = v128.and(splat(1), positive(z))
      return f32x4.pmax(z, splat(0))
    }
    case LEAKY_RELU: {
      slope = choose(splat(1), splat(0.01), positive(z))
      return f32x4.mul(z, slope)
    }
    case SOFTSIGN: {
      const r = f32x4.div(splat(1), f32x4.add(splat(1), f32x4.abs(z)))
      slope = f32x4.mul(r, r)
      return f32x4.mul(z, r)
    }
    case HARD_TANH: {
      slope = v128.and(splat(1), f32x4.lt(f32x4.abs(z), splat(1)))
      return f32x4.pmax(f32x4.pmin(z, splat(1)), splat(-1))
    }
    default: {
      slope = splat(1)
      return z
    }
  }
}

/**
 * z, a, slope [rows][stride]; padding becomes 0 through the mask. Returns the largest |z|, as `larger` does.
 * Softmax only copies z here: cost.ts turns rows into probabilities.
 */
export function activate(code: i32, rows: i32, units: i32, stride: i32, z: usize, a: usize, s: usize, mask: usize): v128 {
  const width = <usize>stride << 2
  if (code == SIGMOID) {
    const most = activateSigmoid(<usize>rows * width, z, a, s)
    if (units < stride) {
      maskLast(rows, width, a, mask)
      maskLast(rows, width, s, mask)
    }
    return most
  }
  const plain = code == RELU || code == LEAKY_RELU || code == SOFTSIGN || code == HARD_TANH || code == LINEAR || code == SOFTMAX
  const bits = constant(MAGNITUDE)
  let most = splat(0)
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < width; j += 16) {
      const x = v128.load(z + j)
      most = larger(most, x, bits)
      const y = plain ? piecewise(code, x) : smooth(code, x)
      const m = v128.load(mask + j)
      v128.store(a + j, v128.and(y, m))
      v128.store(s + j, v128.and(slope, m))
    }
    z += width
    a += width
    s += width
  }
  return most
}

/** Bytes whose three sweeps stay in the first-level cache. */
const SWEEP: usize = 4096

/**
 * The same for the book's own activation, padding and all: σ = 1/(1+t) or t/(1+t), σ′ = t/(1+t)² with t = e^−|z|. In three sweeps over
 * a short stretch, each of a short chain of operations: in one sweep the processor's window would hold hardly more than one such chain.
 * On the way a holds the remainder of the exponential and s its power of two, then t.
 */
function activateSigmoid(size: usize, z: usize, a: usize, s: usize): v128 {
  let most = splat(0)
  for (let i: usize = 0; i < size; i += SWEEP) {
    const end = min(size - i, SWEEP)
    most = exponents(end, z + i, a + i, s + i, most)
    exponentials(end, a + i, s + i)
    sigmoids(end, z + i, a + i, s + i)
  }
  return most
}

// Two vectors a turn, all loads before the stores, the upper store first: an engine that joins vectors then makes one of them.

function exponents(size: usize, z: usize, a: usize, s: usize, most: v128): v128 {
  const bits = constant(MAGNITUDE), sign = constant(SIGN), lowest = constant(LOWEST), log2e = constant(LOG2E), round = constant(ROUND)
  const ln2High = constant(LN2_HIGH), ln2Low = constant(LN2_LOW), one = constant(ONE)
  let other = most
  let i: usize = 0
  if (WIDE) for (; i < (size & ~31); i += 32) {
    const x = v128.load(z + i), y = v128.load(z + i, 16), farX = v128.or(x, sign), farY = v128.or(y, sign)
    const lowX = f32x4.pmax(farX, lowest), lowY = f32x4.pmax(farY, lowest), n = madd(lowX, log2e, round), m = madd(lowY, log2e, round)
    most = larger(most, x, bits)
    other = larger(other, y, bits)
    const restX = remainder(lowX, f32x4.sub(n, round), ln2High, ln2Low), restY = remainder(lowY, f32x4.sub(m, round), ln2High, ln2Low)
    const powerX = powerOf(farX, n, one, lowest), powerY = powerOf(farY, m, one, lowest)
    v128.store(a + i, restY, 16); v128.store(a + i, restX)
    v128.store(s + i, powerY, 16); v128.store(s + i, powerX)
  }
  for (; i < size; i += 16) {
    const x = v128.load(z + i), far = v128.or(x, sign), low = f32x4.pmax(far, lowest), n = madd(low, log2e, round)
    most = larger(most, x, bits)
    v128.store(a + i, remainder(low, f32x4.sub(n, round), ln2High, ln2Low))
    v128.store(s + i, powerOf(far, n, one, lowest))
  }
  return i32x4.max_s(most, other)
}

function exponentials(size: usize, a: usize, s: usize): void {
  const p0 = constant(TAIL), p1 = constant(TAIL + 1), p2 = constant(TAIL + 2), p3 = constant(TAIL + 3), p4 = constant(TAIL + 4)
  const p5 = constant(TAIL + 5), one = constant(ONE)
  let i: usize = 0
  if (WIDE) for (; i < (size & ~31); i += 32) {
    const x = exponential(v128.load(a + i), v128.load(s + i), one, p0, p1, p2, p3, p4, p5)
    const y = exponential(v128.load(a + i, 16), v128.load(s + i, 16), one, p0, p1, p2, p3, p4, p5)
    v128.store(s + i, y, 16); v128.store(s + i, x)
  }
  for (; i < size; i += 16) v128.store(s + i, exponential(v128.load(a + i), v128.load(s + i), one, p0, p1, p2, p3, p4, p5))
}

function sigmoids(size: usize, z: usize, a: usize, s: usize): void {
  const one = constant(ONE), zero = constant(ZERO)
  let i: usize = 0
  if (WIDE) for (; i < (size & ~31); i += 32) {
    const t = v128.load(s + i), u = v128.load(s + i, 16), r = f32x4.div(one, f32x4.add(one, t)), q = f32x4.div(one, f32x4.add(one, u))
    const tr = f32x4.mul(t, r), uq = f32x4.mul(u, q)
    const x = choose(tr, r, f32x4.lt(v128.load(z + i), zero)), y = choose(uq, q, f32x4.lt(v128.load(z + i, 16), zero))
    v128.store(a + i, y, 16); v128.store(a + i, x)
    v128.store(s + i, f32x4.mul(uq, q), 16); v128.store(s + i, f32x4.mul(tr, r))
  }
  for (; i < size; i += 16) {
    const t = v128.load(s + i), r = f32x4.div(one, f32x4.add(one, t)), tr = f32x4.mul(t, r)
    v128.store(a + i, choose(tr, r, f32x4.lt(v128.load(z + i), zero)))
    v128.store(s + i, f32x4.mul(tr, r))
  }
}

/** Zero in the padding of each row's last four floats. */
function maskLast(rows: i32, width: usize, p: usize, mask: usize): void {
  const m = v128.load(mask + width - 16)
  for (p += width - 16; rows > 0; rows--) {
    v128.store(p, v128.and(v128.load(p), m))
    p += width
  }
}
