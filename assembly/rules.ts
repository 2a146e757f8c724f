// The arithmetic of one update, for a run of parameters. G is the sum over the rows of the stored gradient; `scale` = 2^exponent / rows
// (times the clipping factor) makes it the mean.
import { addSquares, constant, flush, larger, MAGNITUDE, overflowed, SMALLEST, splat } from './math'
import { HEAD_CLAMP, HEAD_RULE_A, HEAD_RULE_B, HEAD_RULE_C, HEAD_RULE_D, HEAD_RULE_E } from '../src/kernels/wasm/slots'

/** A float64 number as the kernel's float, with denormals as 0. */
// @ts-ignore: decorator
@inline export function float(x: f64): f32 {
  const y = <f32>x
  return abs<f32>(y) < 1.1754943508222875e-38 ? 0 : y
}

// The numbers of the layer in hand, and what became of its parameters. They are this thread's own.
let shrink: v128, l2: v128, scale: v128, rate: v128, squares: v128, bad: v128

/** A number of the rule, as JavaScript has put it into the table: a float. */
// @ts-ignore: decorator
@inline function number(head: usize, slot: i32): v128 { return v128.load32_splat(head + (<usize>slot << 3)) }

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

/** Bytes of parameters that go through the sweeps of a rule together. */
export const SWEEP: usize = 2048

// The other rules take three sweeps over a short stretch: the mean gradients into d; from these what the rule adds, into d as well; and that
// into the parameters. Each reads what it needs of the numbers above once: they are variables, which V8 reads and writes anew in every turn.

/** d ← the mean gradients, clamped and with their L2 term. A NaN stays one, as with min and max, which take V8 fifteen instructions. */
export function meanGradients(head: usize, size: usize, p: usize, g: usize, d: usize): void {
  const toMean = scale, most = number(head, HEAD_CLAMP), least = f32x4.neg(most), decay = l2
  for (let i: usize = 0; i < size; i += 16) {
    const mean = f32x4.mul(v128.load(g + i), toMean)
    v128.store(d + i, f32x4.add(f32x4.pmax(f32x4.pmin(mean, most), least), f32x4.mul(decay, v128.load(p + i))))
  }
}

/** w ← shrink·w + d; notes the parameters' size and, with `track`, the squares of what they change by. */
export function addChanges(size: usize, p: usize, d: usize, track: bool): void {
  const less = f32x4.sub(shrink, splat(1)), bits = constant(MAGNITUDE), least = constant(SMALLEST)
  let most = bad, sum = squares
  for (let i: usize = 0; i < size; i += 16) {
    const w = v128.load(p + i), change = f32x4.add(f32x4.mul(less, w), v128.load(d + i)), x = f32x4.add(w, change)
    v128.store(p + i, flush(x, bits, least))
    most = larger(most, x, bits)
    if (track) sum = addSquares(sum, change)
  }
  bad = most
  squares = sum
}

/** v ← μv − ηg; adds av − bηg: v itself with a = 1 and b = 0, Nesterov's μ'v − ηg with a = μ', b = 1. The rule's numbers are μ, a, b. */
export function momentum(head: usize, size: usize, v: usize, d: usize): void {
  const eta = rate, now = number(head, HEAD_RULE_A), next = number(head, HEAD_RULE_B), own = number(head, HEAD_RULE_C)
  const bits = constant(MAGNITUDE), least = constant(SMALLEST)
  for (let i: usize = 0; i < size; i += 16) {
    const move = f32x4.mul(eta, v128.load(d + i)), velocity = flush(f32x4.sub(f32x4.mul(now, v128.load(v + i)), move), bits, least)
    v128.store(v + i, velocity)
    v128.store(d + i, f32x4.sub(f32x4.mul(next, velocity), f32x4.mul(own, move)))
  }
}

/** Adagrad and RMSProp: s ← ρs + rg²; adds −ηg/(√s + ε). The rule's numbers are ρ, ε, r. */
export function scaledByRoot(head: usize, size: usize, s: usize, d: usize): void {
  const eta = f32x4.neg(rate), keep = number(head, HEAD_RULE_A), epsilon = number(head, HEAD_RULE_B), rest = number(head, HEAD_RULE_C)
  const bits = constant(MAGNITUDE), least = constant(SMALLEST)
  for (let i: usize = 0; i < size; i += 16) {
    const g = v128.load(d + i)
    const sum = flush(f32x4.add(f32x4.mul(keep, v128.load(s + i)), f32x4.mul(rest, f32x4.mul(g, g))), bits, least)
    v128.store(s + i, sum)
    v128.store(d + i, f32x4.div(f32x4.mul(eta, g), f32x4.add(f32x4.sqrt(sum), epsilon)))
  }
}

/** Adam: adds −ηm̂/(√v̂ + ε). The rule's numbers are β₁, β₂, ε, 1/(1−β₁ᵗ), 1/(1−β₂ᵗ). */
export function adam(head: usize, size: usize, m: usize, s: usize, d: usize): void {
  const eta = f32x4.neg(rate), keep = number(head, HEAD_RULE_A), rest = f32x4.sub(splat(1), keep)
  const keepS = number(head, HEAD_RULE_B), restS = f32x4.sub(splat(1), keepS)
  const epsilon = number(head, HEAD_RULE_C), whole = number(head, HEAD_RULE_D), wholeS = number(head, HEAD_RULE_E)
  const bits = constant(MAGNITUDE), least = constant(SMALLEST)
  for (let i: usize = 0; i < size; i += 16) {
    const g = v128.load(d + i), mean = flush(f32x4.add(f32x4.mul(keep, v128.load(m + i)), f32x4.mul(rest, g)), bits, least)
    const square = flush(f32x4.add(f32x4.mul(keepS, v128.load(s + i)), f32x4.mul(restS, f32x4.mul(g, g))), bits, least)
    v128.store(m + i, mean)
    v128.store(s + i, square)
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(square, wholeS)), epsilon)
    v128.store(d + i, f32x4.div(f32x4.mul(eta, f32x4.mul(mean, whole)), root))
  }
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

/** Takes back what `addChanges` has summed of ΔW² since the last call. */
export function takeSquares(): f64 {
  const sum = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1)
  squares = f64x2.splat(0)
  return sum
}

/** Whether a parameter became non-finite since beginUpdate. */
export function wentBad(): bool { return overflowed(bad) }
