import type { Catalogue } from './index.ts'

/** A share as the sentences take it: already set, with its sign of per cent. */
type Text = string

export const understandEnglish = {
  label: 'Understand',
  topics: {
    chain: 'Chain of neurons', exploding: 'Exploding', prevalence: 'How rare balance is', identity: 'Identity neuron', products: 'Layer products',
    phase: 'Phase diagram', formulas: 'Formulas'
  },
  neuron: 'neuron', list: ', ', and: ' and ', space: ' ', reset: 'Reset', typeHint: 'Any number may be typed, also one beyond the slider.',
  failed: 'This could not be worked out. Choose other values, or load the page again.',
  seeFormula: (name: Text) => `Formula: ${name}`,
  chain: {
    lead: 'One neuron a layer, as in the book. How fast the first bias learns is a product with one slope and one weight for every neuron on the way to the cost.',
    presets: 'Start from', drawn: 'Draw w, b from N(0, 1)', vanishing: 'Vanishing: w = 0.9, z = 0', exploding: 'Exploding: w = 100, z = 0',
    seed: (n: Text) => `draw ${n}`,
    neurons: 'Neurons', input: 'Input a₀', target: 'Target y', activation: 'Activation', own: 'Weights and biases',
    weight: (j: number) => `Weight w${j}`, bias: (j: number) => `Bias b${j}`, nth: (j: number) => `Neuron ${j}`,
    factors: 'The product, factor by factor', running: 'product so far',
    gradient: (value: Text, smallest: Text, size: Text) => `∂C/∂b₁ = ${value}. The factor that shrinks it most is ${smallest} = ${size}.`,
    slower: (times: Text, last: number) => `Neuron 1 learns ${times} times slower than neuron ${last}.`,
    faster: (times: Text, last: number) => `Neuron 1 learns ${times} times faster than neuron ${last}.`,
    alike: (last: number) => `Neuron 1 learns as fast as neuron ${last}.`,
    stuck: 'Neuron 1 does not learn at all: a factor is 0.',
    slopes: (letter: Text) => `Where the neurons stand on ${letter}′`, slope: (letter: Text) => `slope ${letter}′(z)`, input_z: 'weighted input z',
    slopesSay: (letter: Text, most: Text, flattest: Text, z: Text, slope: Text) =>
      `${letter}′ is at most ${most}. The flattest place is that of ${flattest} = ${z}, where the slope is ${slope}.`,
    ratio: (layer: number) => `Neuron 1 beside neuron ${layer}`,
    promised: (weights: Text, bound: Text, ratio: Text) =>
      `No weight among ${weights} is larger than 1, so the ratio cannot exceed ${bound}; it is ${ratio}.`,
    notPromised: (weights: Text, bound: Text, ratio: Text) => `With ${weights} larger than 1 the bound of ${bound} is not certain; the ratio is ${ratio}.`,
    below: 'It keeps to the bound all the same.', above: 'It breaks the bound.',
    nudge: 'Nudge the first bias', nudgeTable: 'From the bias to the cost', nudgeBy: 'Nudge Δb₁',
    nudgeLead: 'The book finds the product by following a small change of b₁ up the chain. Each step multiplies it by one more factor.',
    change: 'change', by: 'times', predicted: 'product says', measured: 'measured',
    nudgeSay: (change: Text, measured: Text, predicted: Text, off: Text) =>
      `A nudge of ${change} changes the cost by ${measured}; the product says ${predicted}, which is off by ${off}.`,
    nudgeExact: (change: Text, measured: Text) => `A nudge of ${change} changes the cost by ${measured}, as the product says.`
  },
  exploding: {
    lead: 'Give every neuron the same weight w and the bias that puts its z at 0, where σ′ is ¼. Every factor is then w/4: below w = 4 the product shrinks, above it grows.',
    weight: 'Weight w', neurons: 'Neurons', shift: 'Shift of b₁',
    title: 'How fast each neuron learns', speed: '|∂C/∂b|', now: (w: Text) => `w = ${w}`, moved: (w: Text) => `w = ${w}, b₁ moved`,
    faster: (factor: Text, times: Text, last: number) => `Each factor is ${factor}, so neuron 1 learns ${times} times faster than neuron ${last}.`,
    slower: (factor: Text, times: Text, last: number) => `Each factor is ${factor}, so neuron 1 learns ${times} times slower than neuron ${last}.`,
    alike: 'Each factor is exactly 1: all neurons learn equally fast.',
    shifted: (shift: Text, ratio: Text, intended: Text) =>
      `But the balance is a knife’s edge: with b₁ moved by ${shift} the ratio is ${ratio} instead of ${intended}.`,
    shiftedZ: (z: Text, slope: Text) => `The largest |z| is now ${z}, and there the slope is ${slope}.`
  },
  prevalence: {
    lead: 'For a factor |wσ′(wa + b)| to reach 1, |w| must be at least 4. But a large w also makes z large, where σ′ is small. So only a narrow range of activations a will do.',
    weight: 'Weight w', bias: 'Bias b',
    factorTitle: 'The factor over the activation below', activation: 'activation a', factor: '|wσ′(wa + b)|', one: 'a factor of 1',
    widthTitle: 'How wide the range is', size: '|w|', width: 'width of the range', widest: 'widest', here: 'here',
    none: (w: Text, most: Text) => `With |w| = ${w} no activation will do: the factor is at most ${most}.`,
    point: 'With |w| = 4 the factor reaches 1 at a single activation.',
    range: (low: Text, high: Text, width: Text) => `The factor is at least 1 for a from ${low} to ${high}, a range of width ${width}.`,
    inside: (width: Text) => `Of a sigmoid’s activations, which lie between 0 and 1, that is a share of ${width}.`,
    outside: 'A sigmoid’s activations lie between 0 and 1: none of them is in this range.',
    chance: 'Does balance come by chance?',
    chanceLead: 'If the factors happened to balance, ∂C/∂b of the first and the last neuron would be alike. Here many chains are drawn, and those are counted where the two differ by no more than a factor of 2.',
    chanceTitle: 'Chains in balance', neurons: 'neurons', share: 'share of chains', random: 'w, b drawn from N(0, 1)', tuned: 'tuned: z = 0, typical factor 1',
    chanceSay: (chains: Text, neurons: number, random: Text, tuned: Text) =>
      `Of ${chains} chains of ${neurons} neurons drawn from N(0, 1), ${random} are in balance. Even if every z is put at 0 and the weights are made so large that a typical factor is 1, only ${tuned} are, and fewer the longer the chain.`,
    factorsSay: (weights: Text, factors: Text, median: Text) =>
      `Of the weights drawn ${weights} have |w| < 1, and of the factors ${factors} have |wσ′(z)| < ¼; half of them are below ${median}.`,
    widthSay: (width: Text, at: Text, most: Text) => `Here the range is ${width} wide. It is never wider than ${most}, at |w| = ${at}.`
  },
  identity: {
    lead: 'Can a sigmoid neuron pass its input on unchanged? The book asks for w₁, b, w₂ with w₂σ(w₁x + b) ≈ x on 0 to 1.',
    way: 'Choose the weights', hand: 'by hand', posed: 'best without an output bias', taylor: 'with an output bias, by Taylor series', minimax: 'with an output bias, best w₂',
    w1: 'Weight w₁', b: 'Bias b', w2: 'Weight w₂', c: 'Output bias c',
    title: 'What the neuron gives back', x: 'input x', y: 'output', wanted: 'y = x', got: 'the neuron',
    error: 'Largest error',
    handSay: (error: Text) => `The largest error on 0 to 1 is ${error}.`,
    posedSay: (error: Text, w1: Text) => `As the problem is posed, nothing does better than an error of ${error}, at w₁ = ${w1}. A small w₁, as the hint says, does worse.`,
    biasSay: (error: Text, w1: Text, w2: Text) => `With the next layer’s bias c to help, w₁ = ${w1} and w₂ = ${w2} leave an error of ${error}. The smaller w₁, the smaller the error and the larger w₂.`,
    wantTitle: 'How large w₂ must be', want: 'Error ε', wantSay: (error: Text, taylor: Text, best: Text) =>
      `For an error of at most ${error} w₂ has to be ${taylor} by the Taylor series, or ${best} at best.`,
    weightNeeded: 'w₂ needed', byTaylor: 'Taylor series', byBest: 'best w₂'
  },
  products: {
    lead: 'What carries the error from the last layer down to layer l is one matrix: slopes, weights, slopes, weights. Its singular values say what is left of an error in each direction. The norms of the weights alone allow far more.',
    title: 'What is left of the error, layer by layer', kept: 'share that is left', passed: 'layers on the way down',
    bound: 'norms allow', slopesBound: 'norms and slopes', largest: 'largest', rms: 'typical (rms)', smallest: 'smallest',
    say: (from: number, largest: Text, rms: Text, bound: Text, loose: Text) =>
      `Of an error in layer ${from}, at most ${largest} arrives in layer 1, and ${rms} in a typical direction. The norms would allow ${bound}, which is ${loose} times too much.`,
    sayNothing: (from: number) => `Of an error in layer ${from}, nothing arrives in layer 1.`,
    setting: 'For the weights that this experiment starts from, and one input of independent random pixels.',
    waiting: 'Working it out …',
    single: 'This network has no hidden layer, so there is nothing to pass an error down to.',
    tooLarge: 'Layers of this size take too long here; up to 100 units a layer and 16 layers are worked out.',
    notPlain: 'Normalisation and residual links are not part of this product: it is of plain layers.',
    notDrawn: 'The weights come from a file, which this panel does not read.'
  },
  phase: {
    lead: 'In a very wide network, only two numbers of the initialisation decide what happens to gradients: the variances of weights and biases. Left of the line they vanish, right of it they explode. The dots are this experiment’s layers.',
    activation: 'Activation', asNetwork: (name: Text) => `as in the network: ${name}`,
    title: (name: Text) => `What is left of ‖δ‖ after one layer, ${name}`,
    weights: 'weight variance σw²', biases: 'bias variance σb²', kept: 'factor √χ₁ of ‖δ‖ a layer', line: 'edge of chaos, √χ₁ = 1', dots: 'this network',
    dot: (layer: Text, w: Text, b: Text) => `layer ${layer}: σw² ${w}, σb² ${b}`,
    waiting: (share: Text) => `Computing the map: ${share}`,
    ordered: (kept: Text, times: Text) => `Each layer keeps ${kept} of ‖δ‖, so a layer learns ${times} times slower than the one above it: gradients vanish.`,
    lost: 'Each layer multiplies ‖δ‖ by 0: nothing of the gradient is left.',
    chaotic: (kept: Text) => `Each layer multiplies ‖δ‖ by ${kept} on the way down: gradients explode.`,
    critical: 'This network stands on the edge: gradients neither vanish nor explode.',
    depth: (depth: Text) => `The squared gradient changes by a factor e in ${depth} layers.`,
    away: (w: Text, b: Text) => `At σb² = ${b} the edge is at σw² = ${w}.`,
    none: (name: Text) => `${name} has no edge of chaos at this bias variance: gradients vanish whatever the weights.`,
    runsAway: (w: Text) => `The edge at σw² = ${w} is of no use: the variance of the weighted inputs runs away from it.`,
    saturated: (w: Text, share: Text) => `The edge at σw² = ${w} is of no use: ${share} of the units are saturated there.`,
    notRandom: 'The weights of this experiment are not drawn at random with mean 0, which the theory is of: no dot.',
    notPlain: 'Normalisation and residual links are not in this picture: the dots are those of the plain network.',
    constantBiases: 'Biases that all have one value are not in this picture: the dots are those of biases of 0.',
    notes: { grows: 'The variance of z grows without end here.', dies: 'The signal dies out with depth here.' }
  },
  formulas: {
    lead: 'Every number of this page has its formula here. x is an example, ⟨·⟩ the mean over examples, l a layer, j and k units, L the output layer.',
    groups: {
      backpropagation: 'Backpropagation: four equations and the general form', chain: 'The chain of single neurons', unstable: 'Vanishing, exploding, and how rare balance is',
      identity: 'The identity neuron', quantities: 'What the charts show', training: 'Training', theory: 'Wide networks'
    }
  }
}

export type UnderstandWords = Catalogue<typeof understandEnglish>
