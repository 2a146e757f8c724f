import { trainingAt, type TrainingSpec } from '../experiment/index.ts'
import type { UpdateRule } from '../kernels/index.ts'
import { learningRateAt, momentumAt } from './schedules.ts'

type RuleOf = (step: number, trackUpdate: boolean) => UpdateRule

/** `updateRule` of a run's steps: one and the same record as long as nothing in it changes from step to step. */
export function updateRules(spec: TrainingSpec, stepsPerEpoch: number, examples: number): RuleOf {
  const { changes } = spec
  if (!changes) return rulesBetweenChanges(spec, stepsPerEpoch, examples)
  let [from, to] = [0, 0]
  let ruleOf: RuleOf
  return (step, trackUpdate) => {
    if (step < from || step >= to) {
      from = changes.findLast(change => change.step <= step)?.step ?? 0
      to = changes.find(change => change.step > step)?.step ?? Infinity
      ruleOf = rulesBetweenChanges(trainingAt(spec, step), stepsPerEpoch, examples)
    }
    return ruleOf(step, trackUpdate)
  }
}

function rulesBetweenChanges(spec: TrainingSpec, stepsPerEpoch: number, examples: number): RuleOf {
  const rule = (step: number, trackUpdate: boolean): UpdateRule => updateRule(spec, step, stepsPerEpoch, examples, trackUpdate)
  if (!isConstant(spec)) return rule
  let tracked: UpdateRule | undefined
  let plain: UpdateRule | undefined
  return (_, trackUpdate) => (trackUpdate ? (tracked ??= rule(0, true)) : (plain ??= rule(0, false)))
}

/** The same update at every step: no schedule of the learning rate or the momentum, and no count of steps. */
function isConstant({ optimizer, schedule }: TrainingSpec): boolean {
  if (schedule.kind !== 'constant') return false
  switch (optimizer.kind) {
    case 'sgd': return typeof optimizer.momentum === 'number'
    case 'adagrad':
    case 'rmsprop': return true
    case 'adam':
    case 'adamw': return false
    default: return optimizer satisfies never
  }
}

/**
 * The update of one step (from 0) with all its numbers filled in; n = `examples` in the training set.
 * The book's L2 term: sgd shrinks the weights by 1 − ηλ/n outside the momentum; the adaptive kinds add (λ/n)·W to the gradient.
 * adamw shrinks by 1 − η·weightDecay, which is its only decay: the experiment's l2 is not applied a second time.
 *
 * Equal to PyTorch's optimisers of the same names (tests/golden), but for: torch's SGD takes weight_decay through the momentum, and
 * multiplies its velocity by the η of the day where the book's v ← μv − ηG keeps each G's own η (they differ only when η changes);
 * clip_grad_norm_ divides by ‖G‖ + 1e-6 where we scale to the limit exactly; torch decays biases too unless told otherwise, we never do;
 * torch's schedulers step once an epoch by default, our cosine follows the fractional epoch (CosineAnnealingLR stepped every step).
 */
export function updateRule(
  training: TrainingSpec, step: number, stepsPerEpoch: number, examples: number, trackUpdate: boolean
): UpdateRule {
  const spec = training.changes ? trainingAt(training, step) : training
  const { optimizer } = spec
  const learningRate = learningRateAt(spec, step, stepsPerEpoch)
  const frozen = spec.frozen ? { frozen: spec.frozen } : {}
  const common = { learningRate, shrink: 1, l2: spec.l2 / examples, clip: spec.gradientClipping, ...frozen, trackUpdate }
  switch (optimizer.kind) {
    case 'sgd':
      return {
        ...common,
        kind: 'sgd',
        shrink: 1 - learningRate * (spec.l2 / examples),
        l2: 0,
        momentum: momentumAt(optimizer.momentum, step),
        momentumNext: momentumAt(optimizer.momentum, step + 1),
        nesterov: optimizer.nesterov
      }
    case 'adagrad':
      return { ...common, kind: 'adagrad', epsilon: optimizer.epsilon }
    case 'rmsprop':
      return { ...common, kind: 'rmsprop', decay: optimizer.decay, epsilon: optimizer.epsilon }
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = optimizer
      const adam = { ...common, kind: 'adam', beta1, beta2, epsilon, time: step + 1 } as const
      return optimizer.kind === 'adam' ? adam : { ...adam, shrink: 1 - learningRate * optimizer.weightDecay, l2: 0 }
    }
    default:
      throw optimizer satisfies never
  }
}
