import { wholePower } from '../../numerics/index.ts'
import type { UpdateRule } from '../contract.ts'
import type { Layout } from './layout.ts'
import * as slot from './slots.ts'

/** Optimiser numbers a parameter: 0 for plain descent, 2 for Adam. Clamped descent takes the momentum path, with μ = 0. */
export function stateBuffers(rule: UpdateRule): number {
  switch (rule.kind) {
    case 'sgd': return rule.momentum === 0 && rule.momentumNext === 0 && rule.clip?.kind !== 'value' ? 0 : 1
    case 'adagrad':
    case 'rmsprop': return 1
    case 'adam': return 2
    default: return rule satisfies never
  }
}

/** Descent without momentum or clamping: the rule under which layer 1's weights may keep a scale. */
export function isPlain(rule: UpdateRule): boolean { return rule.kind === 'sgd' && stateBuffers(rule) === 0 }

/** The numbers of this step into the table. */
export function writeRule({ head, layers }: Layout, rule: UpdateRule): void {
  for (let i = 0; i < layers.length; i++) layers[i]!.table.setInt(slot.FROZEN, rule.frozen?.includes(i + 1) ? 1 : 0)
  head.setNumber(slot.HEAD_RATE, rule.learningRate)
  head.setNumber(slot.HEAD_SHRINK, rule.shrink)
  head.setNumber(slot.HEAD_L2, rule.l2)
  const limit = (kind: string): number => (rule.clip?.kind === kind ? rule.clip.limit : Infinity)
  head.setNumber(slot.HEAD_LIMIT, limit('norm'))
  head.setFloat(slot.HEAD_CLAMP, limit('value'))
  head.setInt(slot.HEAD_TRACK, rule.trackUpdate ? 1 : 0)
  const numbers = (kind: number, ...values: number[]): void => {
    head.setInt(slot.HEAD_RULE, kind)
    values.forEach((value, i) => head.setFloat(slot.HEAD_RULE_A + i, value))
  }
  switch (rule.kind) {
    case 'sgd': return numbers(slot.RULE_SGD, rule.momentum, rule.nesterov ? rule.momentumNext : 1, rule.nesterov ? 1 : 0)
    case 'adagrad': return numbers(slot.RULE_ROOT, 1, rule.epsilon, 1)
    case 'rmsprop': return numbers(slot.RULE_ROOT, rule.decay, rule.epsilon, Math.fround(1 - Math.fround(rule.decay)))
    case 'adam': {
      const [one, two] = [1 - wholePower(rule.beta1, rule.time), 1 - wholePower(rule.beta2, rule.time)]
      return numbers(slot.RULE_ADAM, rule.beta1, rule.beta2, rule.epsilon, 1 / one, 1 / two)
    }
    default: return rule satisfies never
  }
}
