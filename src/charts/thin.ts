/** A point in px. */
export type Point = readonly [x: number, y: number]

/**
 * A polyline thinned by runs: of each run of points with the same `key` the first, lowest, highest and last are kept, in
 * order, so that every minimum and maximum is drawn (M4, Jugel et al. 2014). O(n).
 */
export function thinRuns(points: readonly Point[], key: (point: Point, index: number) => number): Point[] {
  const kept: Point[] = []
  let start = 0
  while (start < points.length) {
    const run = key(points[start], start)
    let [end, lowest, highest] = [start, start, start]
    while (end + 1 < points.length && key(points[end + 1], end + 1) === run) {
      end++
      if (points[end][1] < points[lowest][1]) lowest = end
      if (points[end][1] > points[highest][1]) highest = end
    }
    const [second, third] = lowest < highest ? [lowest, highest] : [highest, lowest]
    kept.push(points[start])
    if (second > start) kept.push(points[second])
    if (third > second) kept.push(points[third])
    if (end > third) kept.push(points[end])
    start = end + 1
  }
  return kept
}

/** Squared distance of `p` from the segment a–b. */
function offSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = dx * dx + dy * dy
  const t = length > 0 ? Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) : 0
  const [ex, ey] = [p[0] - a[0] - t * dx, p[1] - a[1] - t * dy]
  return ex * ex + ey * ey
}

/** Drops points that lie within `tolerance` px of the line without them (Douglas and Peucker 1973), without recursion. */
export function simplify(points: readonly Point[], tolerance: number): Point[] {
  if (points.length < 3) return [...points]
  const keep = new Uint8Array(points.length)
  keep[0] = keep[points.length - 1] = 1
  const open: [number, number][] = [[0, points.length - 1]]
  while (open.length > 0) {
    const [a, b] = open.pop()!
    let [far, at] = [tolerance * tolerance, -1]
    for (let i = a + 1; i < b; i++) {
      const d = offSegment(points[i], points[a], points[b])
      if (d > far) [far, at] = [d, i]
    }
    if (at < 0) continue
    keep[at] = 1
    open.push([a, at], [at, b])
  }
  return points.filter((_, i) => keep[i] === 1)
}

/** The most points that are simplified exactly: bounds the time a stranger's zigzag can take. */
const exact = 6000

/** For a live picture, which asks for speed: every pixel's first, lowest, highest and last, in O(n). */
export const thinPixels = (points: readonly Point[]): Point[] => thinRuns(points, p => Math.floor(p[0]))

/** A polyline with about `budget` points at most: true to a quarter of a pixel where the budget allows, its extremes always kept. */
export function thin(points: readonly Point[], budget: number): Point[] {
  const limit = Math.max(budget, 8)
  for (let width = 1; width <= 64; width *= 2) {
    const columns = thinRuns(points, p => Math.floor(p[0] / width))
    if (columns.length > exact) continue
    const thinned = simplify(columns, 0.25)
    if (thinned.length <= limit) return thinned
  }
  const chunk = Math.ceil((points.length * 4) / limit)
  return thinRuns(points, (_, i) => Math.floor(i / chunk))
}

/** Rows to show of `count`: all up to `limit`, else evenly spaced with the first, the last and every one in `always`. */
export function thinRows(count: number, limit: number, always: readonly number[] = []): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, i) => i)
  const rows = new Set([...always.filter(i => i >= 0 && i < count).slice(0, limit), 0, count - 1])
  const even = Math.max(1, limit - rows.size)
  for (let i = 1; i <= even; i++) rows.add(Math.round((i * (count - 1)) / (even + 1)))
  return [...rows].sort((a, b) => a - b)
}

/** A whole number of tenths as short text: −5 → "-.5", 120 → "12". By hand, because setting doubles was half the time of a redraw. */
function tenths(n: number): string {
  const rest = Math.abs(n % 10)
  if (rest === 0) return String(n / 10 + 0)
  const whole = Math.trunc(Math.abs(n) / 10)
  return `${n < 0 ? '-' : ''}${whole === 0 ? '' : whole}.${rest}`
}

/** SVG path data of a polyline: one absolute move, then relative steps to a tenth of a pixel, without drift. */
export function pathOf(points: readonly Point[], close = false): string {
  if (points.length === 0) return ''
  let [x, y] = [Math.round(points[0][0] * 10), Math.round(points[0][1] * 10)]
  let path = `M${tenths(x)},${tenths(y)}`
  for (let i = 1; i < points.length; i++) {
    const [nx, ny] = [Math.round(points[i][0] * 10), Math.round(points[i][1] * 10)]
    path += `l${tenths(nx - x)},${tenths(ny - y)}`
    x = nx
    y = ny
  }
  return close ? `${path}z` : path
}
