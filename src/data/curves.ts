import type { CurvesSpec } from '../experiment/index.ts'
import { createStream, type Stream } from '../numerics/index.ts'
import { checkCount, checkFloats } from './amounts.ts'
import type { Dataset, Examples } from './dataset.ts'
import { dataFault } from './fault.ts'

/** Control points keep this share of the image's side from its edges. */
const MARGIN = 1 / 8
/** The pen's radius as a share of the side; in a small image at least one pixel, so that no stroke falls between pixels. */
const PEN = 1 / 16
/** Straight pieces that stand for one curve: off by at most side/480 where it bends most, less than a twentieth of a pixel up to 28. */
const PIECES = 16

/** A place in the image, in pixels from its upper left corner. */
type Point = readonly [x: number, y: number]

/**
 * Ink of one stroke from p to q: (1 − (d/r)²)² at distance d < r from it, 0 beyond; where strokes overlap the darker one counts.
 * Only the pixels of the stroke's own rectangle are looked at.
 */
function stroke(image: Float32Array, side: number, [px, py]: Point, [qx, qy]: Point): void {
  const pen = Math.max(1, PEN * side)
  const [dx, dy] = [qx - px, qy - py]
  const length2 = dx * dx + dy * dy
  const first = (a: number, b: number): number => Math.max(0, Math.floor(Math.min(a, b) - pen))
  const last = (a: number, b: number): number => Math.min(side - 1, Math.floor(Math.max(a, b) + pen))
  for (let row = first(py, qy); row <= last(py, qy); row++) {
    for (let column = first(px, qx); column <= last(px, qx); column++) {
      const [x, y] = [column + 0.5 - px, row + 0.5 - py]
      const along = length2 > 0 ? Math.min(1, Math.max(0, (x * dx + y * dy) / length2)) : 0
      const [ax, ay] = [x - along * dx, y - along * dy]
      const left = 1 - (ax * ax + ay * ay) / (pen * pen)
      const at = row * side + column
      if (left > 0) image[at] = Math.max(image[at]!, left * left)
    }
  }
}

/** The quadratic Bézier curve (1 − t)²p₀ + 2t(1 − t)p₁ + t²p₂ of three points uniform in the square inside the margins. */
function drawCurve(image: Float32Array, side: number, stream: Stream): void {
  const coordinate = (): number => side * (MARGIN + (1 - 2 * MARGIN) * stream.uniform())
  const [x0, y0, x1, y1, x2, y2] = Array.from({ length: 6 }, coordinate) as [number, number, number, number, number, number]
  let from: Point = [x0, y0]
  for (let piece = 1; piece <= PIECES; piece++) {
    const t = piece / PIECES
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t]
    const to: Point = [a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2]
    stroke(image, side, from, to)
    from = to
  }
}

function curves(count: number, side: number, stream: Stream): Examples {
  const pixels = side * side
  const inputs = new Float32Array(count * pixels)
  for (let n = 0; n < count; n++) drawCurve(inputs.subarray(n * pixels, (n + 1) * pixels), side, stream)
  return { count, inputs, targets: inputs, task: 'regression' }
}

/**
 * Images of one smooth curve each, to be reconstructed: inputs = targets [n, side²], 0 the ground, up to 1 the ink, row by row. Six
 * uniform numbers of the seed's stream 'data' say an image: the coordinates x₀, y₀, x₁, y₁, x₂, y₂ of its control points. The
 * training part is drawn first, so that it does not depend on how many validation images follow. Exact arithmetic and no function
 * beyond it: the same bytes in every engine. 20,000 images of 28 × 28 take about half a second.
 */
export function synthesizeCurves(spec: CurvesSpec, seed: number): Dataset {
  const { side } = spec
  checkCount('data.train', spec.train, 100_000_000, 'images drawn in memory')
  checkCount('data.validation', spec.validation, 100_000_000, 'images drawn in memory')
  if (!Number.isSafeInteger(side) || side < 4 || side > 128) throw dataFault('data.side', 'a whole number from 4 to 128', String(side))
  checkFloats('data', spec.train + spec.validation, side * side)
  const stream = createStream(seed, 'data')
  const train = curves(spec.train, side, stream)
  const validation = curves(spec.validation, side, stream)
  return { inputSize: side * side, outputSize: side * side, task: 'regression', train, validation, classes: [] }
}
