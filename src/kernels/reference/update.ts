import { wholePower } from '../../numerics/index.ts'
import type { UpdateCommon, UpdateRule } from '../contract.ts'
import type { LayerGradient } from './backward.ts'
import { norm } from './norm.ts'
import { PARAMETER_NAMES, slotOf, type LayerState, type ParameterName } from './state.ts'

/** One optimiser step on every parameter, in place. UpdateRule says the arithmetic. */
export function update(state: readonly LayerState[], gradients: readonly LayerGradient[], rule: UpdateRule): void {
  const moves = (i: number): boolean => !rule.frozen?.includes(i + 1)
  const clip = clipper(gradients.filter((_, i) => moves(i)), rule.clip)
  state.forEach((layer, i) => {
    if (!moves(i)) {
      if (rule.trackUpdate) layer.updateNorm = 0
      return
    }
    const before = rule.trackUpdate ? layer.weights.slice() : null
    for (const name of PARAMETER_NAMES) {
      const gradient = gradients[i]![name]
      if (gradient) updateOne(layer, name, gradient.map(clip), rule)
    }
    if (before) layer.updateNorm = norm(before.map((w, k) => layer.weights[k]! - w))
  })
}

/** norm: G·limit/‖G‖ when the norm of all gradients together exceeds the limit; value: each entry into ±limit. */
function clipper(gradients: readonly LayerGradient[], clip: UpdateCommon['clip']): (g: number) => number {
  if (!clip) return g => g
  const { kind, limit } = clip
  if (kind === 'value') return g => Math.max(-limit, Math.min(limit, g))
  const total = norm(gradients.flatMap(layer => PARAMETER_NAMES.map(name => norm(layer[name] ?? []))))
  return total > limit ? g => g * (limit / total) : g => g
}

function updateOne(layer: LayerState, name: ParameterName, gradient: Float64Array, rule: UpdateRule): void {
  const p = layer[name]!
  const shrink = name === 'weights' ? rule.shrink : 1
  const l2 = name === 'weights' ? rule.l2 : 0
  const g = rule.kind === 'sgd' ? gradient : gradient.map((x, k) => x + l2 * p[k]!)
  const change = changeOf(layer, name, g, rule)
  for (let k = 0; k < p.length; k++) p[k] = shrink * p[k]! + change(k)
}

/** What is added to entry k; advances the optimiser's memory of entry k. */
function changeOf(layer: LayerState, name: ParameterName, g: Float64Array, rule: UpdateRule): (k: number) => number {
  switch (rule.kind) {
    case 'sgd':
      return sgdChange(layer, name, g, rule)
    case 'adagrad': {
      const second = slotOf(layer, name, 'second')
      return k => {
        second[k] = second[k]! + g[k]! * g[k]!
        return (-rule.learningRate * g[k]!) / (Math.sqrt(second[k]!) + rule.epsilon)
      }
    }
    case 'rmsprop': {
      const second = slotOf(layer, name, 'second')
      return k => {
        second[k] = rule.decay * second[k]! + (1 - rule.decay) * g[k]! * g[k]!
        return (-rule.learningRate * g[k]!) / (Math.sqrt(second[k]!) + rule.epsilon)
      }
    }
    case 'adam':
      return adamChange(layer, name, g, rule)
    default:
      return rule satisfies never
  }
}

/** Plain descent keeps no velocity: with momentum 0 now and next it is never read again. */
function sgdChange(layer: LayerState, name: ParameterName, g: Float64Array, rule: UpdateRule & { kind: 'sgd' }): (k: number) => number {
  const { learningRate, momentum, momentumNext, nesterov } = rule
  const remembered = momentum !== 0 || momentumNext !== 0 || layer.slots.has(`${name}.velocity`)
  if (!remembered) return k => -learningRate * g[k]!
  const velocity = slotOf(layer, name, 'velocity')
  return k => {
    const v = momentum * velocity[k]! - learningRate * g[k]!
    velocity[k] = v
    return nesterov ? momentumNext * v - learningRate * g[k]! : v
  }
}

function adamChange(layer: LayerState, name: ParameterName, g: Float64Array, rule: UpdateRule & { kind: 'adam' }): (k: number) => number {
  const { learningRate, beta1, beta2, epsilon, time } = rule
  const [first, second] = [slotOf(layer, name, 'first'), slotOf(layer, name, 'second')]
  const [correction1, correction2] = [1 - wholePower(beta1, time), 1 - wholePower(beta2, time)]
  return k => {
    first[k] = beta1 * first[k]! + (1 - beta1) * g[k]!
    second[k] = beta2 * second[k]! + (1 - beta2) * g[k]! * g[k]!
    return (-learningRate * (first[k]! / correction1)) / (Math.sqrt(second[k]! / correction2) + epsilon)
  }
}
