import type { SutskeverMomentum, TrainingSpec } from '../experiment/index.ts'
import { cosHalfTurn, wholePower } from '../numerics/index.ts'

/**
 * η at a step (from 0) of a run with `stepsPerEpoch` steps an epoch:
 * constant η · step η·factor^⌊epoch/every⌋ · cosine η·(final + (1−final)(1+cos(π·epoch/epochs))/2), there with a fractional epoch.
 */
export function learningRateAt(spec: TrainingSpec, step: number, stepsPerEpoch: number): number {
  const { learningRate } = spec.optimizer
  const { schedule } = spec
  switch (schedule.kind) {
    case 'constant':
      return learningRate
    case 'step':
      return learningRate * wholePower(schedule.factor, Math.floor(Math.floor(step / stepsPerEpoch) / schedule.every))
    case 'cosine': {
      const progress = step / (stepsPerEpoch * spec.epochs)
      return learningRate * (schedule.final + ((1 - schedule.final) * (1 + cosHalfTurn(progress))) / 2)
    }
    default:
      throw schedule satisfies never
  }
}

/**
 * μ_t: the number itself, or Sutskever's min(1 − 1/(2(⌊t/250⌋+1)), max), t in steps from 0.
 * Correctly rounded apart from the subtraction: .5 at t = 0, .9 at 1000, .99 at 12,250.
 * Source: Sutskever, Martens, Dahl, Hinton 2013, the schedule of section 3.
 */
export function momentumAt(momentum: number | SutskeverMomentum, step: number): number {
  if (typeof momentum === 'number') return momentum
  return Math.min(1 - 1 / (2 * (Math.floor(step / 250) + 1)), momentum.max)
}
