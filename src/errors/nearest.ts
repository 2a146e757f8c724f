/** Edit distance (insert, delete, replace, swap of neighbours), case folded. O(|a||b|). */
function distance(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()]
  let before: number[] = []
  let row = Array.from({ length: y.length + 1 }, (_, j) => j)
  for (let i = 1; i <= x.length; i++) {
    const next = [i]
    for (let j = 1; j <= y.length; j++) {
      const replace = row[j - 1]! + (x[i - 1] === y[j - 1] ? 0 : 1)
      let best = Math.min(replace, row[j]! + 1, next[j - 1]! + 1)
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      next.push(best)
    }
    ;[before, row] = [row, next]
  }
  return row[y.length]!
}

/** The name in `valid` that `name` was most likely meant to be, or undefined when none is near (a third of its length, at least 2). */
export function nearestName(name: string, valid: readonly string[]): string | undefined {
  let best: string | undefined
  const asked = name.slice(0, 80) // a stranger's megabyte-long key must not cost a second
  let least = Math.max(2, Math.floor(asked.length / 3)) + 1
  for (const candidate of valid) {
    const d = distance(asked, candidate)
    if (d < least) [best, least] = [candidate, d]
  }
  return best
}
