import type { Stream } from '../numerics/index.ts'

/**
 * A random matrix [rows, columns] with orthonormal rows (rows ≤ columns) or orthonormal columns, drawn from the Haar measure:
 * the Q of a Gaussian matrix whose R has a positive diagonal, which Gram–Schmidt gives by itself (Mezzadri 2007, §4).
 * Each vector is projected off the earlier ones twice, which leaves |QᵀQ − 1| at a few 2⁻⁵³·√size (Giraud et al. 2005).
 * rows·columns normals, row-major; 4·min²·max operations. Saxe, McClelland & Ganguli 2014.
 */
export function orthogonal(rows: number, columns: number, stream: Stream): Float64Array {
  const wide = rows <= columns
  const [count, size] = wide ? [rows, columns] : [columns, rows]
  const draws = Float64Array.from({ length: rows * columns }, () => stream.normal())
  const vectors = Array.from({ length: count }, (_, v) =>
    wide ? draws.subarray(v * size, (v + 1) * size) : Float64Array.from({ length: size }, (_, i) => draws[i * columns + v]!)
  )
  vectors.forEach((vector, v) => {
    for (let pass = 0; pass < 2; pass++) for (let u = 0; u < v; u++) projectOff(vector, vectors[u]!)
    const length = Math.sqrt(dot(vector, vector))
    for (let i = 0; i < size; i++) vector[i] = vector[i]! / length
  })
  if (wide) return draws
  vectors.forEach((vector, v) => vector.forEach((x, i) => (draws[i * columns + v] = x)))
  return draws
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** vector ← vector − ⟨unit, vector⟩ unit */
function projectOff(vector: Float64Array, unit: Float64Array): void {
  const along = dot(unit, vector)
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - along * unit[i]!
}
