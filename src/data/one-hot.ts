import { checkFloats } from './amounts.ts'

/** targets [count, outputSize] of examples first … first+count−1: 1 at the class's unit, else 0. One output: the unit itself, 0 or 1. */
export function oneHot(units: ArrayLike<number>, first: number, count: number, outputSize: number): Float32Array {
  checkFloats('targets', count, outputSize)
  const targets = new Float32Array(count * outputSize)
  for (let n = 0; n < count; n++) {
    if (outputSize === 1) targets[n] = units[first + n]!
    else targets[n * outputSize + units[first + n]!] = 1
  }
  return targets
}
