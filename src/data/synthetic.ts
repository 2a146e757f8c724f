import type { SyntheticSpec } from '../experiment/index.ts'
import { cos, createStream, shuffle, sin, type Stream } from '../numerics/index.ts'
import { checkCount, checkFloats } from './amounts.ts'
import type { Dataset, Examples } from './dataset.ts'
import { dataFault } from './fault.ts'
import { oneHot } from './one-hot.ts'

const TWO_PI = 2 * Math.PI
/** The inner circle's radius; the outer one's is 1 (scikit-learn's `make_circles`). */
const CIRCLES_FACTOR = 0.8
/** Turns of a spiral's arm from the middle to radius 1 (TensorFlow Playground). */
const SPIRAL_TURNS = 1.75

type ClassKind = Exclude<SyntheticSpec['kind'], 'regression'>
type Point = readonly [x: number, y: number]

/** A point of class `unit` without noise: where the classes truly are. */
const POINTS: Readonly<Record<ClassKind, (stream: Stream, unit: number, classes: number) => Point>> = {
  circles: (stream, unit) => polar(unit === 0 ? 1 : CIRCLES_FACTOR, stream.uniform()),
  blobs: (_, unit, classes) => polar(1, unit / classes),
  spirals: (stream, unit, classes) => {
    const radius = stream.uniform()
    return polar(radius, SPIRAL_TURNS * radius + unit / classes)
  },
  xor: (stream, unit) => {
    const right = stream.below(2)
    const above = right ^ unit
    return [(right * 2 - 1) * stream.uniform(), (above * 2 - 1) * stream.uniform()]
  }
}

function polar(radius: number, turns: number): Point {
  return [radius * cos(TWO_PI * turns), radius * sin(TWO_PI * turns)]
}

/** `count` examples of classes as equally frequent as can be, in random order. */
function classified(kind: ClassKind, count: number, classes: number, noise: number, stream: Stream, outputSize: number): Examples {
  const units = shuffle(stream, count).map(n => n % classes)
  const inputs = new Float32Array(count * 2)
  for (let n = 0; n < count; n++) {
    const [x, y] = POINTS[kind](stream, units[n]!, classes)
    inputs[2 * n] = x + noise * stream.normal()
    inputs[2 * n + 1] = y + noise * stream.normal()
  }
  return { count, inputs, targets: oneHot(units, 0, count, outputSize), task: 'classification' }
}

/** x ~ U(−1, 1), y = sin(πx) + noise·N(0, 1). */
function curve(count: number, noise: number, stream: Stream): Examples {
  const inputs = new Float32Array(count)
  const targets = new Float32Array(count)
  for (let n = 0; n < count; n++) {
    inputs[n] = 2 * stream.uniform() - 1
    targets[n] = sin(Math.PI * inputs[n]!) + noise * stream.normal()
  }
  return { count, inputs, targets, task: 'regression' }
}

/** Circles and xor have two classes, whatever `classes` says. */
function classesOf(spec: SyntheticSpec): number {
  return spec.kind === 'blobs' || spec.kind === 'spirals' ? spec.classes : 2
}

function checkSpec(spec: SyntheticSpec): void {
  const most = 100_000_000
  checkCount('data.train', spec.train, most, 'examples drawn in memory')
  checkCount('data.validation', spec.validation, most, 'examples drawn in memory')
  if (!(spec.noise >= 0 && spec.noise < 1e30)) throw dataFault('data.noise', 'a standard deviation, 0 or more', String(spec.noise))
  if (spec.kind === 'regression') return
  const classes = classesOf(spec)
  if (!Number.isSafeInteger(classes) || classes < 2 || classes > 10_000) {
    throw dataFault('data.classes', 'a whole number from 2 to 10000', String(spec.classes))
  }
}

/**
 * Points in the plane (regression: on a line) drawn from the seed's stream 'data': the training part first, so that it does not
 * depend on how many validation examples follow. Classes are equally frequent in each part; unit noise is the standard deviation.
 * circles: radii 1 (class 0) and 0.8 · blobs: centres evenly on the unit circle · spirals: arms of 1.75 turns, radius uniform in (0, 1)
 * · xor: [−1, 1]², class 1 where the signs differ · regression: y = sin(πx) on (−1, 1). inputs [n, 2] or [n, 1].
 */
export function synthesize(spec: SyntheticSpec, seed: number, outputSize?: number): Dataset {
  checkSpec(spec)
  const stream = createStream(seed, 'data')
  if (spec.kind === 'regression') {
    if ((outputSize ?? 1) !== 1) throw dataFault('network.layers', '1 output for the regression curve', String(outputSize))
    const [train, validation] = [curve(spec.train, spec.noise, stream), curve(spec.validation, spec.noise, stream)]
    return { inputSize: 1, outputSize: 1, task: 'regression', train, validation, classes: [] }
  }
  const { kind, noise } = spec
  const classes = classesOf(spec)
  const size = outputSize ?? classes
  if (size !== classes && !(size === 1 && classes === 2)) {
    throw dataFault('network.layers', `${classes === 2 ? '1 or 2 outputs' : `${classes} outputs`} for the ${classes} classes`, String(size))
  }
  checkFloats('data', spec.train + spec.validation, size + 2)
  const train = classified(kind, spec.train, classes, noise, stream, size)
  const validation = classified(kind, spec.validation, classes, noise, stream, size)
  const names = Array.from({ length: classes }, (_, unit) => String(unit))
  return { inputSize: 2, outputSize: size, task: 'classification', train, validation, classes: names }
}
