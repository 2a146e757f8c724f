import type { StoryText } from '../stories/story.ts'

/** What else stands in the way, and what helps. */
export const curesEnglish = {
  'first-layer': {
    title: 'Could one do without the first layer?',
    text: [
      'If the first layer is slow, let it be slow: perhaps the later ones make up for it? Here it does not learn at all. It is ' +
      'frozen as it was drawn, and everything above it trains.',
      'Two hidden layers, batches of 10, 30 epochs: 3,000 updates.'
    ],
    questions: {
      frozen: {
        ask: 'Play to the end. How many per cent of the images does it name right?',
        first: 'Play to the last epoch, with layer 1 frozen.',
        hint: 'The accuracy at the end.',
        after: (percent: string) =>
          `${percent} %: chance. The layers above get a random picture of the image, and descent makes nothing of it.`
      },
      free: {
        ask: 'Set layer 1 free and play to the end again.',
        hint: '“Frozen layers” are under Training, “More”. None should be frozen; all else stays as it was.',
        after: (percent: string) => `${percent} %. The first layer matters, slow or not.`
      },
      second: {
        ask: 'Now freeze layer 2 instead and play to the end. Does that harm as much?', first: 'Freeze layer 2 only, and play to the end.',
        choices: { as: 'Just as much', less: 'Much less', more: 'Even more' }, hint: 'Compare the accuracy with the one you just saw.',
        after: (percent: string) =>
          `Much less: ${percent} %. What the first layer throws away no later layer gets to see; what the second mixes up the first ` +
          'can prepare for.'
      }
    }
  },
  identity: {
    title: 'A neuron that does nothing',
    text: [
      'Why should an extra layer harm? It could simply pass on what it gets. Can a sigmoid neuron do that: w₂·σ(w₁x + b) ≈ x for all ' +
      'x between 0 and 1?',
      'Under Understand you can build one.'
    ],
    questions: {
      weight: {
        ask: 'Which w₁ makes the neuron’s curve straight?',
        choices: { small: 'A small one', large: 'A large one' },
        hint: 'Near its middle σ looks like a straight line. How much of the curve does x between 0 and 1 sweep?',
        after: () => 'A small one: then w₁x + b stays in the short stretch where σ is nearly straight, and w₂ stretches it back.'
      },
      error: {
        ask: 'Without a bias at the output, what is the smallest largest error that can be had?',
        hint: 'Switch the output’s bias off and take the best choice of all three numbers.',
        after: (error: string) =>
          `${error}: straight enough or high enough, but not both. The book’s problem cannot be solved exactly as it is posed.`
      },
      cure: {
        ask: 'What makes the error as small as one likes?',
        choices: { steeper: 'A larger w₁', bias: 'A bias at the output as well', nothing: 'Nothing does' },
        hint: 'A straight piece of σ lies near ½. What has to be taken away from it?',
        after: () => 'The bias, which the next layer has anyway: the error is then at most w₁²/96. So a layer that does nothing exists.'
      }
    }
  },
  'idle-layers': {
    title: 'Layers that could do nothing',
    text: [
      'One hidden layer, batches of 10, 30 epochs. Then the same with two more layers, which could just pass on what they get (the ' +
      'story before). So the deeper network is able to do all that the shallow one does.',
      'Does training find that out?'
    ],
    questions: {
      shallow: {
        ask: 'Play to the end. How many per cent does the shallow network name right?',
        first: 'Play to the last epoch with one hidden layer.',
        hint: 'The accuracy at the end.',
        after: (percent: string) => `${percent} %. Keep it in mind.`
      },
      deeper: {
        ask: 'Set “Hidden layers” to 3, of 30 neurons each, and play to the end.',
        hint: 'Three hidden layers of 30, without residual links, to epoch 30.',
        after: (percent: string) => `${percent} %. More layers, and next to nothing learned.`
      },
      why: {
        ask: 'What is to blame?',
        choices: {
          cannot: 'A deep network cannot do it',
          overfit: 'It learned the images by heart',
          descent: 'Descent does not find what is there'
        },
        hint: 'These are the images it was trained on; and a network built of identity neurons gets as many right as the shallow one.',
        after: () =>
          'Descent. Built by hand from the trained shallow network and identity neurons, the same deep network is as good as the ' +
          'shallow one; from a random start it never gets there.'
      },
      links: {
        ask: 'Switch on residual links and play to the end.', hint: 'Residual links are under Network.',
        after: (percent: string) => `${percent} %. With links, passing on the input is what a layer does by itself; it need not be learned.`
      }
    }
  },
  saturation: {
    title: 'The top layer shuts down',
    text: [
      'Not every trouble is in the first layer. Glorot and Bengio (2010) watched the activations: in deep sigmoid networks one whole ' +
      'layer goes to 0 early in training.',
      'Three hidden layers of 100, softmax, batches of 10. The chart shows each layer’s mean activation.'
    ],
    questions: {
      which: {
        ask: 'Play for some epochs. Which layer’s activations fall towards 0?', first: 'Play for at least four epochs.',
        choices: { first: 'The first', middle: 'The second', top: 'The last hidden one' }, hint: 'Look for the curve that sinks.',
        after: (least: string) =>
          `The last one; its mean comes down to ${least}. What it passes on is noise, so the output layer learns to ignore it, and ` +
          'turning it down to 0 is the quickest way.'
      },
      back: {
        ask: 'Let it run. At which epoch does that layer’s mean come back above 0.1?',
        first: 'Play on until it has come back.',
        hint: 'After the fall, follow the curve of layer 3 until it crosses 0.1.',
        after: (epoch: string) =>
          `Around epoch ${epoch}, after more than a thousand updates. With four such layers it takes far longer, with five it did not ` +
          'happen in 15,000.'
      },
      below: {
        ask: 'While that layer is shut down, the layers below …',
        choices: { faster: 'learn faster', starved: 'get next to no gradient', untouched: 'do not notice' },
        hint: 'Near 0 the slope σ′ is a(1 − a).',
        after: () =>
          'They starve: every δ below is multiplied by those small slopes. The layers that would have to make it useful are the ones ' +
          'that cannot learn.'
      },
      tanh: {
        ask: 'Choose tanh and play for four epochs.', hint: 'Activation is under Network.',
        after: (percent: string) => `${percent} % right after four epochs. For tanh 0 is the steep middle, so going to 0 is no trap.`
      }
    }
  },
  momentum: {
    title: 'Momentum and a good start',
    text: [
      'An autoencoder squeezes images of curves through six neurons and has to give them back. Here the trouble is a long narrow ' +
      'valley of the cost. Sutskever and others (2013) showed that two things help: how it starts, and momentum.',
      'The start is a good one: 15 weights a neuron from N(0, 1), the rest 0.'
    ],
    questions: {
      keep: {
        ask: 'Play to the end without momentum, then keep the run, under Compare.',
        hint: '“Keep this run” is under Compare; the run has to be over.',
        after: (cost: string) => `Kept, with a cost of ${cost}.`
      },
      saved: {
        ask: 'Now a rising momentum (up to 0.99) with Nesterov’s; play to the end. What share of the kept run’s cost is left?',
        first: 'Keep the run without momentum first, then choose a momentum and play to the end.',
        hint:
          'A rising momentum and Nesterov’s are under Training, “More”. Divide the cost now by that of the kept run: the table under ' +
          'Compare has both.',
        after: (share: string) =>
          `${share} of it. Momentum adds up what successive gradients agree on: along the valley it is fast, across it cancels.`
      },
      small: {
        ask: 'Make the start a bad one: sparse weights with standard deviation 0.25. Play to epoch 30.',
        hint: 'Under Start: sparse, standard deviation 0.25; keep the momentum.',
        after: (cost: string) => `The cost is ${cost}. A bad start outweighs the best momentum: it takes both.`
      }
    }
  },
  cures: {
    title: 'Set it free',
    text: [
      'Four hidden layers, stuck at 11.7 %, which is the share of the most frequent digit. You may change one thing: the activation, ' +
      'the start, normalisation, links, the optimiser.',
      'What frees it, and what does not?'
    ],
    questions: {
      free: {
        ask: 'Get more than 30 % right, with four hidden layers, by one change.',
        hint: 'Try tanh or ReLU; or orthogonal weights with gain 4 and biases 0; or batch normalisation; or residual links.',
        after: (percent: string, epoch: string) => `${percent} % after ${epoch} epochs. It is free.`
      },
      links: {
        ask: 'Try residual links, if that was not your choice, and play on to more than 30 %.',
        hint: 'Residual links are under Network; each layer then adds to its input.',
        after: (percent: string) => `${percent} %. δ has a way around every layer.`
      },
      momentum: {
        ask: 'Now leave the network as it was and try to push harder: momentum 0.9, or Adam. Play for 100 epochs.',
        hint: 'Sigmoid neurons, the book’s weights, no links, no normalisation; only the optimiser differs.',
        after: (percent: string) =>
          `${percent} %. Momentum multiplies every layer’s step alike. Adam makes every layer’s steps equally large, but in a ` +
          'direction that is mostly weight decay.'
      },
      common: {
        ask: 'What have the cures that work in common?',
        choices: {
          steps: 'They take larger steps',
          signal: 'They keep the signal δ alive on its way back',
          luck: 'They are a matter of luck'
        },
        hint: 'Compare the gap between first and last layer with and without each.',
        after: () =>
          'They act on the signal: larger slopes, weights that make up for them, or a way around. Seven such changes freed it in most ' +
          'draws.'
      }
    }
  },
  phase: {
    title: 'Between order and chaos',
    text: [
      'Sixteen tanh layers. Whether gradients vanish or explode in a wide network is decided by two numbers before anything is ' +
      'drawn: the variances of weights and biases. The map is under Understand; the dot is this network.',
      'Its weights have standard deviation 1/√(inputs). In the chart: the error of single images, layer by layer.'
    ],
    questions: {
      ordered: {
        ask: 'On the way back from layer 16 to layer 1, δ …',
        choices: { vanish: 'vanishes', stay: 'keeps its size', explode: 'explodes' },
        hint: 'Compare layer 1 with layer 16 at epoch 0.',
        after: (times: string) => `It vanishes: layer 1 gets ${times} times less than layer 16. The dot is in the ordered phase.`
      },
      critical: {
        ask: 'Change the weights’ standard deviation until layer 1 gets about as much as layer 16.',
        hint: 'Theory puts the edge at a variance of 1.76, a standard deviation of 1.33.',
        after: (ratio: string) =>
          `Layer 1 now gets ${ratio} times what layer 16 gets: the edge of chaos. Networks there can be trained deepest.`
      },
      chaotic: {
        ask: 'Go on: make δ grow by more than three times on its way back.', hint: 'A standard deviation of 1.6 or more.',
        after: (ratio: string) =>
          `By ${ratio} times: chaos. Two images that are nearly alike end up far apart, and their gradients explode.`
      },
      sigmoid: {
        ask: 'Has the chapter’s sigmoid such an edge at weights of a reasonable size?',
        choices: { yes: 'Yes, near 1.76 as well', no: 'No' },
        hint: 'Look at the map for the sigmoid under Understand, or think of the largest slope.',
        after: () =>
          'No. It would take a variance of 103, where half of the neurons are saturated. With weights of any reasonable size its ' +
          'gradients vanish.'
      }
    }
  }
} satisfies Readonly<Record<string, StoryText>>
