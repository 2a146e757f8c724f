/** Steps of 1, 2 or 5 times a power of ten; the bounds between them are those of d3-array, whose ticks these are. */
const factorOf = (error: number): number => (error >= Math.sqrt(50) ? 10 : error >= Math.sqrt(10) ? 5 : error >= Math.SQRT2 ? 2 : 1)

/** The first and the last tick as whole multiples of `unit`, or of 1/`unit` where `divided`: so that 3 · 0.1 is 0.3. */
type Spec = { readonly first: number; readonly last: number; readonly unit: number; readonly divided: boolean }

function specOf(low: number, high: number, count: number): Spec {
  const step = (high - low) / Math.max(0, count)
  const power = Math.floor(Math.log10(step))
  const factor = factorOf(step / 10 ** power)
  const divided = power < 0
  const unit = divided ? 10 ** -power / factor : 10 ** power * factor
  const multiple = (value: number): number => (divided ? value * unit : value / unit)
  const value = (n: number): number => (divided ? n / unit : n * unit)
  let [first, last] = [Math.round(multiple(low)), Math.round(multiple(high))]
  if (value(first) < low) first++
  if (value(last) > high) last--
  return last < first && count >= 0.5 && count < 2 ? specOf(low, high, count * 2) : { first, last, unit, divided }
}

/** About `count` round values within [low, high], rising; `low` alone where they are equal. Twenty lines in place of d3-array's 6 kB. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(count > 0)) return []
  if (low === high) return [low]
  const { first, last, unit, divided } = specOf(low, high, count)
  return last >= first ? Array.from({ length: last - first + 1 }, (_, i) => (divided ? (first + i) / unit : (first + i) * unit)) : []
}

/** The step between `ticks`. */
export function tickStep(low: number, high: number, count: number): number {
  const { unit, divided } = specOf(low, high, count)
  return divided ? 1 / unit : unit
}
