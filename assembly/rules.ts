// The arithmetic of one update, for a run of parameters. G is the sum over the rows of the stored gradient; `scale` = 2^exponent / rows
// (times the clipping factor) makes it the mean.
import { addSquares, choose, constant, flush, larger, MAGNITUDE, overflowed, SMALLEST, splat } from './math'

/** A float64 number as the kernel's float, with denormals as 0. */
// @ts-ignore: decorator
@inline export function float(x: f64): f32 { return Math.abs(x) < 1.1754943508222875e-38 ? 0 : <f32>x }

// The numbers of the update in hand, set once per layer by `prepare`.
let shrink: v128 = splat(1), l2: v128 = splat(0), scale: v128 = splat(0), rate: v128 = splat(0), limit: v128 = splat(0)
let first: v128 = splat(0), second: v128 = splat(0), third: v128 = splat(0), fourth: v128 = splat(0), fifth: v128 = splat(0)
let squares: v128 = f64x2.splat(0), bad: v128 = splat(0)

/** ΔW of one vector: the new parameter is stored, its square and finiteness noted. */
// @ts-ignore: decorator
@inline function put(p: usize, old: v128, change: v128): void {
  const w = flush(f32x4.add(old, change), constant(MAGNITUDE), constant(SMALLEST))
  v128.store(p, w)
  bad = larger(bad, w, constant(MAGNITUDE))
  squares = addSquares(squares, change)
}

/** The mean gradient of a vector, clamped and with its L2 term. */
// @ts-ignore: decorator
@inline function gradient(g: usize, w: v128): v128 {
  const mean = f32x4.mul(v128.load(g), scale)
  return f32x4.add(f32x4.max(f32x4.min(mean, limit), f32x4.neg(limit)), f32x4.mul(l2, w))
}

/** w ← shrink·w − ηg, no momentum, no clamping: the common case, all in registers. In layer 1 `rate` is η over the weights' scale, shrink 1. */
export function plain(p: usize, g: usize, size: usize): void {
  const step = f32x4.mul(rate, scale), keep = shrink, least = constant(SMALLEST), bits = constant(MAGNITUDE)
  let most = bad
  for (let i: usize = 0; i < size; i += 16) {
    const w = f32x4.sub(f32x4.mul(keep, v128.load(p + i)), f32x4.mul(step, v128.load(g + i)))
    v128.store(p + i, flush(w, bits, least))
    most = larger(most, w, bits)
  }
  bad = most
}

/** v ← μv − ηg; w ← shrink·w + v, or with Nesterov + μ'v − ηg. first = μ, second = μ', third = Nesterov as a mask. */
export function momentum(p: usize, g: usize, v: usize, size: usize): void {
  const less = f32x4.sub(shrink, splat(1))
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i)
    const move = f32x4.mul(rate, gradient(g + i, w))
    const velocity = flush(f32x4.sub(f32x4.mul(first, v128.load(v + i)), move), constant(MAGNITUDE), constant(SMALLEST))
    v128.store(v + i, velocity)
    const ahead = f32x4.sub(f32x4.mul(second, velocity), move)
    put(p + i, w, f32x4.add(f32x4.mul(less, w), choose(ahead, velocity, third)))
  }
}

/** s ← s + g²; w ← w − ηg/(√s + ε). first = ε. */
export function adagrad(p: usize, g: usize, s: usize, size: usize): void {
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i), d = gradient(g + i, w)
    const sum = flush(f32x4.add(v128.load(s + i), f32x4.mul(d, d)), constant(MAGNITUDE), constant(SMALLEST))
    v128.store(s + i, sum)
    put(p + i, w, f32x4.neg(f32x4.div(f32x4.mul(rate, d), f32x4.add(f32x4.sqrt(sum), first))))
  }
}

/** s ← ρs + (1−ρ)g²; w ← w − ηg/(√s + ε). first = ρ, second = ε. */
export function rmsprop(p: usize, g: usize, s: usize, size: usize): void {
  const other = f32x4.sub(splat(1), first)
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i), d = gradient(g + i, w)
    const mean = flush(f32x4.add(f32x4.mul(first, v128.load(s + i)), f32x4.mul(other, f32x4.mul(d, d))), constant(MAGNITUDE), constant(SMALLEST))
    v128.store(s + i, mean)
    put(p + i, w, f32x4.neg(f32x4.div(f32x4.mul(rate, d), f32x4.add(f32x4.sqrt(mean), second))))
  }
}

/** Adam; first = β₁, second = β₂, third = ε, fourth = 1/(1−β₁ᵗ), fifth = 1/(1−β₂ᵗ). w ← shrink·w − ηm̂/(√v̂ + ε). */
export function adam(p: usize, g: usize, m: usize, s: usize, size: usize): void {
  const less = f32x4.sub(shrink, splat(1)), rest1 = f32x4.sub(splat(1), first), rest2 = f32x4.sub(splat(1), second)
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i), d = gradient(g + i, w)
    const mean = flush(f32x4.add(f32x4.mul(first, v128.load(m + i)), f32x4.mul(rest1, d)), constant(MAGNITUDE), constant(SMALLEST))
    const square = flush(f32x4.add(f32x4.mul(second, v128.load(s + i)), f32x4.mul(rest2, f32x4.mul(d, d))), constant(MAGNITUDE), constant(SMALLEST))
    v128.store(m + i, mean)
    v128.store(s + i, square)
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(square, fifth)), third)
    put(p + i, w, f32x4.sub(f32x4.mul(less, w), f32x4.div(f32x4.mul(rate, f32x4.mul(mean, fourth)), root)))
  }
}

/** The numbers of a rule. `third` is a number, or for momentum the mask of Nesterov's form. */
export function setRule(a: f64, b: f64, c: v128, d: f64, e: f64, most: f32): void {
  first = splat(float(a))
  second = splat(float(b))
  third = c
  fourth = splat(float(d))
  fifth = splat(float(e))
  limit = splat(most)
}

/** Before the first parameter of a pass is written. */
export function beginUpdate(): void { bad = splat(0) }

/** Parameters that were written elsewhere: their largest, as `larger` gives it. */
export function noteLargest(most: v128): void { bad = i32x4.max_s(bad, most) }

/** The numbers of a layer: gradient to mean, η, the weights' shrink and L2 term. */
export function setLayer(toMean: f64, eta: f64, keep: f64, decay: f64): void {
  scale = splat(float(toMean))
  rate = splat(float(eta))
  shrink = splat(<f32>keep)
  l2 = splat(float(decay))
}

/** Takes back what `put` has summed of ΔW² since the last call. */
export function takeSquares(): f64 {
  const sum = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1)
  squares = f64x2.splat(0)
  return sum
}

/** Whether a parameter became non-finite since setRule. */
export function wentBad(): bool { return overflowed(bad) }
