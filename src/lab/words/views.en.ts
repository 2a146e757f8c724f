import type { Catalogue } from './index.ts'

/**
 * What the views say. In templates `{name}` is a number or a name that the view puts there, often as a button that opens its formula;
 * each language places them where it needs them.
 */
export const english = {
  and: ' and ', comma: ', ', layers: (first: number, last: number) => `layers ${first} to ${last}`,
  layer: (l: number) => `layer ${l}`, output: 'the output', outputShort: 'output',
  epoch: 'epoch', atStart: 'At the start, nothing trained yet', atEpoch: (epoch: string) => `Epoch ${epoch}`, before: 'Of the experiment before', stopped: (epoch: string) => `Stopped at epoch ${epoch}`,
  lastFinite: ' Curves and values are the last finite ones, of epoch {epoch}.',
  drawn: ' {shown} of {all} layers are drawn.', drawnKept: ' Of kept runs {shown} of {all} layers are drawn.',
  learns: 'learns', would: 'would learn', still: 'still learns', wouldStill: 'would still learn', divisor: (ratio: string) => ratio,
  headline: {
    learn: 'learn', frozen: ' Frozen: {layers}.', noRate: ' The learning rate is 0.',
    label: 'In words',
    nothing: 'The weights are being drawn.',
    slower: '{one} {learns} {ratio} times slower than {above}',
    faster: '{one} {learns} {ratio} times faster than {above}',
    even: '{one} and {above} {learn} about equally fast',
    one: 'Layer 1',
    keeps: '; each layer keeps {kept} of the signal: slopes {slopes}, weights {weights}.',
    keepsOne: '; the lower layer keeps {kept} of the signal from above: slopes {slopes}, weights {weights}.',
    grows: '; each layer multiplies the signal by {kept}: slopes {slopes}, weights {weights}.',
    growsOne: '; the lower layer multiplies the signal from above by {kept}: slopes {slopes}, weights {weights}.',
    yetUpper:
      '; yet of a single example’s error {kept} is left per layer (slopes {slopes}, weights {weights}): ' +
      'in the mean, more of it cancels in the upper layers.',
    yetLower:
      '; yet a single example’s error becomes {kept} of itself per layer (slopes {slopes}, weights {weights}): ' +
      'in the mean, more of it cancels in the lower layers.',
    stop: '.',
    shallow: 'There is no hidden layer, so nothing is lost on the way back. The output {learns} at {speed}.',
    zero: 'The gradient of {layers} is exactly {zero}: nothing is learned there. {above} {still}.',
    zeroAll: 'Every gradient is exactly {zero}: no layer learns.',
    notFinite: 'The speed of {layers} is not a finite number.',
    brokeOff: 'At update {step} the numbers left all bounds, first in {layer}, and the run stopped.',
    brokeOffWhole: 'At update {step} the numbers left all bounds, and the run stopped.', upToThere: ' The charts show it up to there.',
    spoken: (when: string, what: string) => `${when}: ${what}`
  },
  network: {
    title: 'The network', inputs: (n: string) => (n === '1' ? '1 input' : `${n} inputs`), unit: '∂C/∂b', norm: '‖δ‖',
    says: 'Each bar is ∂C/∂b of one neuron: how fast it {learns} just now. The longest is neuron {neuron} of {layer}: {value}.',
    lines: ' Lines are the strongest weights.', noLines: ' No lines between layers with more than {most} weights.',
    saysZero: 'Each bar is ∂C/∂b of one neuron: how fast it learns just now. Every one of them is {zero}.',
    saysNotFinite: 'Each bar is ∂C/∂b of one neuron. A dashed circle is a neuron whose value is not a finite number.',
    saysBroke: 'Since update {step} neurons have no finite ∂C/∂b, first in {layer}: dashed circles.'
  },
  speed: {
    title: 'Speed of learning', quantity: 'Shown',
    start:
      'Each dot is a layer as its weights were drawn. Dashed: what theory expects of such weights before any is drawn, ' +
      '{expected} in {layer}; this draw has {value}.',
    theoryTitle: 'At the start', layerColumn: 'layer', expectedColumn: 'theory expects', drawnColumn: 'this draw',
    startPlain: 'Each dot is a layer as its weights were drawn.',
    slowed: '{layer} {learns} {ratio} times slower than at the start.',
    sped: '{layer} {learns} {ratio} times faster than at the start.',
    same: '{layer} {learns} about as fast as at the start.',
    zeroNow: '{layer} stands at exactly {zero}.',
    valueIs: '{layer} stands at {value}.',
    broke: 'Since update {step} {layer} has no finite value.',
    brokeLast: 'Since update {step} {layer} has no finite value. The last one was {value}.'
  },
  change: {
    learningRate: (value: string) => `η = ${value}`, momentum: (value: string) => `μ = ${value}`, l2: (value: string) => `λ = ${value}`,
    ended: (epoch: string) => `stopped at epoch ${epoch}`
  },
  time: {
    label: (title: string) => `${title}: the moment shown`,
    newest: (epoch: string) => `newest, epoch ${epoch}`, at: (epoch: string) => `epoch ${epoch}`,
    pinned: 'pinned', back: 'Back to the newest'
  },
  values: {
    label: (epoch: string) => `Values at epoch ${epoch}`, of: (quantity: string, values: string) => `${quantity}: ${values.toLowerCase()}`,
    missing: 'no value', network: 'the network'
  },
  numbers: { show: 'Show the numbers', of: (title: string) => `: ${title}` },
  formula: { label: 'Formula', of: (quantity: string) => `Formula: ${quantity}`, close: 'Close' }
}

export type ViewWords = Catalogue<typeof english>
