import type { Catalogue } from './index.ts'
import { english, type ViewWords } from './views.en.ts'

/** What the views below the first screen say; it comes with them. Templates as in views.en.ts. */
const below = {
  ridges: ' Below each outline, the tick is the median and the line holds the middle nine tenths.',
  cost: {
    title: 'Cost and accuracy', training: 'observed examples', validation: 'validation',
    cost: 'cost', validationCost: 'validation cost', accuracy: 'accuracy', validationAccuracy: 'validation accuracy',
    costAxis: 'cost C', accuracyAxis: 'share of examples that are right',
    says: 'The cost is {cost}, {share} of what it was at the start.',
    saysStart: 'The cost is {cost}.',
    broke: 'Since update {step} the cost is not a finite number.',
    brokeLast: 'Since update {step} the cost is not a finite number. The last one that was: {cost}, at epoch {epoch}.',
    right: ' {accuracy} of the observed examples are right',
    rightValidation: ', of the validation examples {validation}',
    stop: '.'
  },
  shares: {
    title: 'What shrinks the signal', gain: 'gain on the way down',
    says: 'From {above} down to {layer} the signal is multiplied by {kept}: by its slopes {slopes}, by the weights above {weights}.',
    slopesDo: ' The slopes do more of it.', weightsDo: ' The weights do more of it.', undo: ' They pull against each other.',
    stopped: 'In {layer} every slope is {slopes}: nothing of the signal gets through.',
    nothing: 'The signal that comes back is exactly 0, so it has no shares.',
    broke: 'Since update {step} no finite signal comes back, so it has no shares.'
  },
  slopes: {
    title: 'Slopes where the layers sit', z: 'weighted input z', slope: (letter: string) => `slope ${letter}′(z)`,
    says: 'In {layer}, {share} of all weighted inputs lie where the slope is below 5 % of its largest.',
    saysNone: 'Nowhere is the slope below 5 % of its largest: the saturated share is {share} in every layer.',
    saysFlat: 'A linear neuron has the same slope everywhere.',
    notFinite: 'Weighted inputs of {layers} are no longer finite numbers.'
  },
  activations: {
    title: 'Activations', a: 'activation a',
    says: 'The activations of {layer} have mean {mean} and standard deviation {std}.',
    dead: ' {dead} of its neurons are dead: their slope is 0 on every example.',
    notFinite: 'Activations of {layers} are no longer finite numbers.'
  }
}

export const englishPanels = { ...english, ...below }
export type PanelWords = ViewWords & Catalogue<typeof below>
