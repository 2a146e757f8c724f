/**
 * Moves labels apart so that neighbours stand at least `gap` from each other and all stay in [low, high], each as near
 * its target as least squares allows (pool adjacent violators). Order of the targets is kept; if they do not all fit,
 * the gap shrinks to what fits. O(n log n).
 */
export function spread(targets: readonly number[], gap: number, low: number, high: number): number[] {
  const n = targets.length
  const step = n > 1 ? Math.min(gap, Math.max(0, high - low) / (n - 1)) : 0
  const order = targets.map((_, i) => i).sort((a, b) => targets[a] - targets[b] || a - b)
  // Taking i·step off each target turns "at least a step apart" into "not falling", which pooling solves.
  const pools: { sum: number; count: number }[] = []
  order.forEach((index, i) => {
    pools.push({ sum: targets[index] - i * step, count: 1 })
    while (pools.length > 1) {
      const [a, b] = pools.slice(-2)
      if (a.sum / a.count <= b.sum / b.count) break
      pools.splice(-2, 2, { sum: a.sum + b.sum, count: a.count + b.count })
    }
  })
  const result = new Array<number>(n)
  let i = 0
  for (const { sum, count } of pools) {
    const base = Math.min(Math.max(sum / count, low), high - (n - 1) * step)
    for (let k = 0; k < count; k++, i++) result[order[i]] = Math.round((base + i * step) * 10) / 10
  }
  return result
}

/** A rectangle in px. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Whether two boxes share area. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
