import type { StoryText } from '../stories/story.ts'

/** The chapter's figures, in our own words. */
export const problemEnglish = {
  bars: {
    title: 'Two layers, two speeds',
    text: [
      'A network that has not trained yet: 784 pixels in, two hidden layers of 30 neurons, ten outputs. The bar at each neuron is ' +
      '∂C/∂b, the slope of the cost in its bias: how fast the neuron would change if a step were taken now.',
      'The length of a layer’s vector of slopes, ‖δ‖, is one number for the whole layer: its speed of learning.'
    ],
    questions: {
      longer: {
        ask: 'Look at the bars. In which hidden layer are they longer?',
        choices: { first: 'In layer 1, next to the pixels', second: 'In layer 2, next to the outputs', alike: 'About equally long' },
        hint: 'Compare the typical bar of each layer, not single neurons.',
        after: (share: string) =>
          `Yes. Take any neuron of each layer: in ${share} % of the pairs the one in layer 2 has the longer bar. “Mostly” is the right ` +
          'word, not “always”.'
      },
      times: {
        ask: 'Read ‖δ‖ of both hidden layers at epoch 0. How many times as fast as layer 1 does layer 2 learn?',
        hint: 'Divide the value of layer 2 by that of layer 1, both at the very left of the curves.',
        after: (times: string) => `Right: ${times} times. The book’s network of this size had .31 and .07, a factor of 4.7.`
      },
      seed: {
        ask: 'Is this the luck of one draw? Press “New seed” and look again.',
        hint: '“New seed” draws other weights from the same distribution.',
        after: (times: string) => `With these weights layer 2 is ${times} times as fast. Over 200 draws the middle is 4.9.`
      }
    }
  },
  depth: {
    title: 'The deeper, the slower at the front',
    text: [
      'Two hidden layers showed one gap. What happens with three or four? Each layer that is put in stands between the first layer ' +
      'and the cost.',
      'Nothing has to be trained for this: the numbers are those of freshly drawn weights.'
    ],
    questions: {
      add: {
        ask: 'Under Network, add hidden layers of 30 neurons until there are four.',
        hint: 'Set “Hidden layers” to 4; each of them keeps 30 neurons.',
        after: (times: string) => `Four layers: ‖δ‖ now spans a factor of ${times}.`
      },
      times: {
        ask: 'How many times slower than layer 4 does layer 1 learn at the start?',
        first: 'This asks about the network with four hidden layers of 30 sigmoid neurons.',
        hint: 'Divide ‖δ‖ of layer 4 by ‖δ‖ of layer 1, at epoch 0.',
        after: (times: string) => `Yes, ${times} times. The book’s draw gave 96; over many draws the middle is about 120.`
      },
      factor: {
        ask: 'By roughly what factor does ‖δ‖ grow from each hidden layer to the next?',
        choices: { two: 'about 2', five: 'about 5', twenty: 'about 20' },
        hint: 'Three such steps lead from layer 1 to layer 4: which number, three times multiplied by itself, makes the gap?',
        after: (factor: string) =>
          `Here ${factor} in the mean. Theory knows it before a weight is drawn: 4.88 a layer for wide layers of this kind. That is ` +
          'the dashed line in the chart.'
      }
    }
  },
  training: {
    title: 'It stays so while they learn',
    text: [
      'Four hidden layers, all 1,000 images in every update, 500 updates. Perhaps the first layer only starts late and then catches ' +
      'up? Let them train.',
      'The axis is logarithmic: every line across is the same factor, so that a constant distance between two curves is a constant ratio.'
    ],
    questions: {
      hundred: {
        ask: 'Play for at least 100 epochs. How many times slower than layer 4 is layer 1 at epoch 100?',
        first: 'Press Play and let it reach epoch 100.',
        hint: 'Point at epoch 100 in the chart and divide ‖δ‖ of layer 4 by ‖δ‖ of layer 1.',
        after: (times: string) => `Right: ${times} times slower, after a hundred updates as before.`
      },
      faster: {
        ask: 'Go on beyond epoch 300. Was layer 1 ever the faster of the two?', first: 'Play on, beyond epoch 300.',
        choices: { never: 'Never', sometimes: 'For a while', mostly: 'Most of the time' }, hint: 'See whether the two curves ever cross.',
        after: (before: string, after: string) =>
          `The gap was ${before} at the start and is ${after} now. Networks with only two hidden layers do cross now and then; with ` +
          'four none of 20 did.'
      },
      fall: {
        ask: 'When does ‖δ‖ of layer 4 fall the most?', first: 'Play on, beyond epoch 300.',
        choices: { early: 'In the first 50 epochs', middle: 'Between 50 and 250', late: 'After 250' },
        hint: 'On a logarithmic axis the steepest stretch is the greatest fall.',
        after: (early: string, later: string) =>
          `By ${early} times within 50 epochs, by ${later} from there to 300. The story “Errors that cancel” asks what this fall means.`
      }
    }
  },
  minibatches: {
    title: 'Mini-batches make it noisy',
    text: [
      'The same network with two hidden layers, and again 500 updates, but each is taken on 10 images instead of all 1,000. ‖δ‖ is ' +
      'still measured on all 1,000 after every single update.',
      'Most people train like this. The figures of the chapter avoid it; see why.'
    ],
    questions: {
      noise: {
        ask: 'Play for 100 updates or more. Compared with the curves of the last story, these are …',
        first: 'Let it take at least 100 updates.',
        choices: { smoother: 'smoother', alike: 'just the same', noisier: 'much noisier' },
        hint: 'Look at how much a curve changes from one update to the next.',
        after: (percent: string) =>
          `From one update to the next ‖δ¹‖ typically changes by ${percent} %. With all images in every update it is about a hundredth ` +
          'of that.'
      },
      calmer: {
        ask: 'Choose a batch size of 100 or more and play again. Does it calm down?',
        first: 'At least 30 updates are needed.',
        hint: 'Under Training set “Batch size” to 100, then Play.',
        after: (size: string, percent: string) =>
          `With ${size} images in a batch the change is ${percent} %. The mean of more images strays less.`
      },
      why: {
        ask: 'Where does the noise come from?',
        choices: {
          own: 'Each batch pulls the network to its own side',
          errors: 'Rounding errors add up',
          rate: 'The learning rate is drawn anew each time'
        },
        hint: 'What differs from one update to the next when the rule, the rate and the network are the same?',
        after: () =>
          'Yes: ten images are a small sample, and each sample has its own slope. That is no fault: the same number of images makes a ' +
          'hundred times as many updates.'
      }
    }
  },
  'small-gradient': {
    title: 'A small gradient is not good news',
    text: [
      'Near the best weights the cost is flat, and every gradient small. So is a slow layer one that is nearly done?',
      'Look at the cost and the accuracy beside the speed.'
    ],
    questions: {
      start: {
        ask: 'Before any training: how many per cent of the images does the network name right?',
        hint: 'The accuracy at epoch 0; one digit in ten is what guessing gives.',
        after: (percent: string) =>
          `${percent} %: as good as guessing. And yet layer 1 has a small gradient from the start. It is not small because the work is ` +
          'done.'
      },
      valley: {
        ask: 'Play to the end. At about which epoch is ‖δ‖ of layer 1 smallest?',
        first: 'Play on: the run has to get beyond epoch 300.',
        hint: 'Find the lowest point of its curve.',
        after: (epoch: string) => `At epoch ${epoch}. Remember that moment.`
      },
      finished: {
        ask: 'Was layer 1 done at that epoch?',
        first: 'Play on: the run has to get beyond epoch 300.',
        choices: { yes: 'Yes, from there on the cost hardly falls', no: 'No, the cost and the accuracy still had far to go' },
        hint: 'Point at that epoch and compare the cost there with the cost now.',
        after: (epoch: string, then: string, now: string) =>
          `At epoch ${epoch} it named ${then} % right, now ${now} %. The gradient was smallest when least was known, and grew again as ` +
          'the network learned.'
      }
    }
  },
  chance: {
    title: 'Four layers learn nothing at all',
    text: [
      'The chapter looks at speeds. Look at the accuracy of the same run: 500 updates with four hidden layers.',
      'Among the 1,000 images the digits are not equally frequent: 117 of them show a 7, more than any other.'
    ],
    questions: {
      accuracy: {
        ask: 'Play for at least 200 epochs. How many per cent of the images are named right?',
        first: 'Play on to epoch 200.',
        hint: 'The accuracy is in the chart of cost and accuracy.',
        after: (percent: string) => `${percent} %. Compare that with the share of sevens.`
      },
      answer: {
        ask: 'What does this network answer?', first: 'Play on to epoch 200.',
        choices: { slow: 'It is learning, only slowly', same: 'The same for every image', random: 'Something random for each image' },
        hint: 'An accuracy of exactly 117 in 1,000 is a strong sign.',
        after: (cost: string) =>
          `Yes. It costs ${cost}; the best answer that is the same for every image costs 3.246. It has learned how often each digit ` +
          'occurs, and nothing about images.'
      },
      seeds: {
        ask: 'Try another draw: “New seed”, then play to epoch 200.', hint: 'Press “New seed”, then Play.',
        after: (seed: string, percent: string) =>
          `Seed ${seed}: ${percent} %. All of 20 draws with four hidden layers stayed there for 500 epochs, 16 of 20 with three, none ` +
          'with two.'
      }
    }
  },
  cancelled: {
    title: 'Errors that cancel',
    text: [
      '‖δ‖ is the length of an average: first the errors of all images are averaged, then the length is taken. Errors that point in ' +
      'opposite directions cancel.',
      'Another measure takes the length first and averages then: the typical error of a single image. Nothing cancels in it.'
    ],
    questions: {
      mean: {
        ask: 'Play to epoch 50. By what factor has ‖δ‖ of layer 4 fallen since epoch 0?',
        first: 'Play on to epoch 50.',
        hint: 'Divide ‖δ‖ of layer 4 at epoch 0 by its value at epoch 50.',
        after: (times: string) => `By ${times}. It looks as if learning had come to an end.`
      },
      show: {
        ask: 'Now choose “δ of single examples, rms” in the chart of speeds.',
        hint: 'The choice stands beside the title of the chart.',
        after: () => 'Same run, same moments, another question asked of them.'
      },
      single: {
        ask: 'By what factor has this measure of layer 4 fallen from epoch 0 to 50?',
        first: 'Play on to epoch 50.',
        hint: 'The curve of layer 4 again: its value at epoch 0 divided by the one at 50.',
        after: (times: string) => `By ${times} only. Each image still pulls nearly as hard as at the start.`
      },
      why: {
        ask: 'So why is ‖δ‖ so small?', first: 'Play on to epoch 50.',
        choices: {
          solved: 'The network has learned the images',
          cancel: 'The images pull in directions that cancel',
          saturated: 'The neurons are saturated'
        },
        hint: 'The single errors are large, their mean is small.',
        after: (mean: string, single: string) =>
          `Yes: the mean fell by ${mean}, the single errors by ${single}. What one image asks of a bias, another asks the other way ` +
          'round, and the average hears neither.'
      }
    }
  }
} satisfies Readonly<Record<string, StoryText>>
