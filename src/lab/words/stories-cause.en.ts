import type { StoryText } from '../stories/story.ts'

/** Why it happens: products of slopes and weights. */
export const causeEnglish = {
  chain: {
    title: 'A product along a chain',
    text: [
      'Take the simplest deep network: four neurons in a row. Nudge the first bias a little. The nudge is passed on from neuron to ' +
      'neuron, times a slope σ′(z), times a weight w, times the next slope …',
      'So ∂C/∂b₁ is a product with one slope and one weight for every neuron on the way. Its factors are under Understand, with ' +
      'sliders for every w and b.'
    ],
    questions: {
      slope: {
        ask: 'What is the largest slope that σ can have anywhere?', hint: 'σ is steepest at z = 0. There σ′ = σ(1 − σ), and σ is ½.',
        after: (slope: string) => `${slope}, a quarter. So every step back multiplies by ¼ or less, unless a weight makes up for it.`
      },
      sixteenth: {
        ask: 'Keep w₂ and w₃ within −1 … 1. Set the sliders so that ∂C/∂b₁ is as large beside ∂C/∂b₃ as you can: better than 1/20.',
        hint: 'The slopes have to be near ¼: choose the biases so that z₁ and z₂ are near 0, and weights near 1.',
        after: (times: string) =>
          `Neuron 1 is ${times} times slower. With such weights it can never be less than 16: two slopes of at most ¼ stand between ` +
          'them.'
      },
      balance: {
        ask: 'Now with any weights: make neuron 1 learn at least as fast as neuron 3.',
        hint:
          'Each w·σ′ has to reach 1, so weights of 4 or more. But mind z: large weights push it away from 0, and a bias has to bring ' +
          'it back.',
        after: (ratio: string) => `The ratio is ${ratio}. It can be done by hand, for one input. In drawn weights such a balance is luck.`
      }
    }
  },
  exploding: {
    title: 'When it explodes',
    text: [
      'If small factors make a product vanish, large ones make it explode. The book’s construction: every weight 100, and every bias ' +
      'such that z = 0, where the slope is largest.',
      'Both are the same fault. The gradient of an early layer is a product of everything that comes after, and such products are unstable.'
    ],
    questions: {
      factor: {
        ask: 'With w = 100 and z = 0: what is one factor w·σ′(z)?',
        hint: 'σ′(0) is ¼.',
        after: (factor: string) => `${factor} a layer.`
      },
      third: {
        ask: 'So how many times as fast as neuron 3 does neuron 1 learn?', hint: 'Two such factors lie between neuron 1 and neuron 3.',
        after: (times: string) => `${times} times. With ten layers it would be some 10¹² times.`
      },
      break: {
        ask: 'Under “Chain of neurons” keep the weights at 100 and move one bias until neuron 1 is the slower one again.',
        hint: 'Open “Chain of neurons”, press “Exploding”, then type another bias: b₂ two or more away is plenty.',
        after: (z: string, ratio: string) =>
          `The largest |z| is ${z}, and the ratio to neuron 3 is ${ratio}. Large weights alone do not explode: they need biases that ` +
          'keep every z near 0.'
      }
    }
  },
  prevalence: {
    title: 'How rare balance is',
    text: [
      'To keep a gradient from vanishing, |w·σ′(wa + b)| has to reach 1. A large w helps as a factor, but it also drives z = wa + b ' +
      'away from 0, where σ′ is small.',
      'So for each w only a range of inputs a will do. Under Understand you can see how wide it is.'
    ],
    questions: {
      least: {
        ask: 'What is the least |w| with which the factor can reach 1 at all?',
        hint: 'σ′ is at most ¼.',
        after: (w: string) => `${w}: four times a quarter is one. And with just 4 it is a single input only.`
      },
      widest: {
        ask: 'For which |w| is the range of inputs widest?',
        hint: 'Find the top of the curve of widths.',
        after: (w: string) => `|w| = ${w}. The book says 6.9.`
      },
      width: {
        ask: 'How wide is it there?', hint: 'The height of that curve at its top.',
        after: (width: string) =>
          `${width}. Inputs lie between 0 and 1, so even the best weight, with a bias to fit, covers less than half of them.`
      },
      huge: {
        ask: 'And with a huge weight, |w| = 100? The range is …',
        choices: { wider: 'wider', narrower: 'narrower', same: 'the same' },
        hint: 'How fast does z run away from 0 when a changes a little?',
        after: () => 'Narrower: 0.092. The factor is then large in a thin slice of inputs and nearly 0 everywhere else.'
      }
    }
  },
  products: {
    title: 'A whole layer at a time',
    text: [
      'In a real network each step back is a matrix instead of a number: first the transposed weights of the layer above, then the ' +
      'slopes of this one. For every image, δ of layer 1 is δ of layer 2 sent through that product.',
      'How much of δ’s length is left splits in two: what the weights make of it, and what the slopes do.'
    ],
    questions: {
      slopes: {
        ask: 'At epoch 0, what share of the signal do the slopes of layer 1 leave?',
        hint: 'The chart shows the slopes’ share; read the curve of layer 1 at the left.',
        after: (share: string) => `${share}. σ′ is never above ¼, and where z is not 0 it is less.`
      },
      culprit: {
        ask: 'Choose the weights’ share in the chart and compare. What makes δ shrink here?',
        choices: { weights: 'The weights', slopes: 'The slopes', both: 'Both alike' },
        hint: 'A share near 1 leaves the signal as it is.',
        after: (weights: string, slopes: string) =>
          `The weights’ share is ${weights}, the slopes’ ${slopes}. Weights drawn with a standard deviation of 1/√(inputs) neither ` +
          'shrink nor stretch on average; the slopes shrink.'
      },
      product: {
        ask: 'What is left of δ after one whole step, from layer 2 to layer 1?', hint: 'Multiply the two shares of layer 1.',
        after: (kept: string) => `${kept}, about a fifth. And a fifth of a fifth, and so on: that is the vanishing gradient.`
      },
      orthogonal: {
        ask: 'Under Start choose orthogonal weights with gain 1. Does that save δ?',
        hint: 'Weights: orthogonal. Then look at the weights’ share again.',
        after: (weights: string, kept: string) =>
          `The weights’ share is ${weights}, yet a step keeps ${kept}: orthogonal weights stretch no direction, but the slopes are ` +
          'still σ’s. With gain 4 they make up for them.'
      }
    }
  },
  unscaled: {
    title: 'Weights from N(0, 1)',
    text: [
      'The chapter’s argument draws weights from N(0, 1). Its experiments divide them by the square root of a neuron’s inputs. The ' +
      'first layer has 784 inputs: that is a factor of 28.',
      'Try what the argument says, and see whether the conclusion stays.'
    ],
    questions: {
      draw: {
        ask: 'Under Start, let the weights be normal, with standard deviation 1, divided by nothing.',
        hint: 'Open “More” under Start if “divided by” is not to be seen.',
        after: () => 'These are the weights of the argument.'
      },
      saturated: {
        ask: 'What happened to the saturated share of layer 1?',
        first: 'First draw the weights from N(0, 1).',
        choices: { falls: 'It fell', same: 'It stayed near 0', rises: 'It rose' },
        hint: 'The chart shows it: the share of neurons and images whose slope is below a twentieth of the largest.',
        after: (percent: string) =>
          `It rose to ${percent} %. A sum of many unscaled weights is large, so that z lies far out on the flat ends of σ.`
      },
      gap: {
        ask:
          'Switch the chart back to ‖δ‖. Is the gap between layer 1 and layer 2 smaller or larger than with scaled weights, where it ' +
          'is about 4.9?',
        first: 'First draw the weights from N(0, 1).',
        choices: { smaller: 'Smaller', larger: 'Larger' },
        hint: 'Divide ‖δ‖ of layer 2 by ‖δ‖ of layer 1.',
        after: (gap: string, weights: string, slopes: string) =>
          `Smaller: ${gap}. The slopes keep only ${slopes}, but thirty weights of size 1 add up to a factor of ${weights}. Single ` +
          'neurons in a chain have no such sum.'
      }
    }
  },
  activations: {
    title: 'Other neurons',
    text: [
      'σ’s slope is at most ¼. That of tanh reaches 1, and ReLU’s is 1 wherever it is not 0. Does the gap close when the neurons ' +
      'change, and nothing else?',
      'Four hidden layers, 1,000 images, 150 epochs.'
    ],
    questions: {
      tanh: {
        ask: 'Choose tanh as activation. How large is the gap now?', hint: 'Activation is under Network.',
        after: (gap: string) => `Layer 4 is ${gap} times as fast as layer 1 at the start; with σ it was more than a hundred.`
      },
      learns: {
        ask: 'Play until more than 30 % of the images are named right.',
        hint: 'Keep tanh and press Play.',
        after: (percent: string) => `${percent} % already. With σ the same network stays at 11.7 %.`
      },
      relu: {
        ask: 'Now ReLU: how many neurons of layer 4 are dead, with slope 0 on every image?',
        first: 'Choose ReLU with four hidden layers.',
        choices: { none: 'None', some: 'Some', all: 'Nearly all' },
        hint: 'Choose the dead share in the chart.',
        after: (gap: string, percent: string) =>
          `The gap is only ${gap}, but ${percent} % of layer 4 is dead: with the book’s biases a ReLU neuron can be off for every ` +
          'image. Each neuron has its own trouble.'
      }
    }
  }
} satisfies Readonly<Record<string, StoryText>>
