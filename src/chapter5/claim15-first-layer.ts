import type { Figure } from '../charts/index.ts'
import { mean } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { indices, percent, shortDepthName } from './figures.ts'
import { prepareReadouts, type ReadoutEvidence, type ReadoutNetwork } from './readout-evidence.ts'

const ofDepth = (e: ReadoutEvidence, depth: number): readonly ReadoutNetwork[] => e.networks.filter(n => n.depth === depth)
const depthsOf = (e: ReadoutEvidence): number[] => [...new Set(e.networks.map(n => n.depth))].sort((a, b) => a - b)
const firstOf = (list: readonly ReadoutNetwork[], when: 'start' | 'end'): number[] => list.map(n => n[when][0]!)

/** Of what pixels give above chance, the share that is left: 1 as good as pixels, 0 nothing. */
export const kept = ({ pixels, chance }: ReadoutEvidence, right: number): number => (right - chance) / (pixels - chance)

function figures(e: ReadoutEvidence): Figure[] {
  const layers = indices(Math.max(...depthsOf(e)) + 1)
  const curve = (list: readonly ReadoutNetwork[], when: 'start' | 'end') => {
    const x = indices((list[0]?.depth ?? 0) + 1)
    return { x, y: x.map(l => 100 * (l === 0 ? e.pixels : mean(list.map(n => n[when][l - 1]!)))), points: true }
  }
  const deepest = ofDepth(e, layers.length - 1)
  return [
    {
      kind: 'lines',
      title: 'What a linear readout finds in each layer',
      caption: 'Validation images named right by ridge regression on the layer’s activations; layer 0 is the pixels. Means over seeds.',
      x: { label: 'layer', scale: 'linear' },
      y: { label: 'accuracy, %', scale: 'linear' },
      series: [
        { name: 'untrained', ...curve(deepest, 'start'), dash: true },
        ...depthsOf(e).map(d => ({ name: `trained, ${shortDepthName(d)}`, ...curve(ofDepth(e, d), 'end') }))
      ]
    },
    {
      kind: 'table',
      folded: true,
      title: 'The same as numbers, with what the networks themselves get right',
      caption: 'In per cent, means over seeds.',
      columns: ['network', ...layers.slice(1).map(l => `layer ${l}, before → after`), 'the network'],
      rows: depthsOf(e).map(d => {
        const list = ofDepth(e, d)
        const cell = (l: number): string =>
          l > d ? '' : (['start', 'end'] as const).map(when => (100 * mean(list.map(n => n[when][l - 1]!))).toFixed(1)).join(' → ')
        return [shortDepthName(d), ...layers.slice(1).map(cell), (100 * mean(list.map(n => n.accuracy))).toFixed(1)]
      })
    }
  ]
}

function explanation(e: ReadoutEvidence): string {
  const untrained = mean(firstOf(ofDepth(e, 1), 'start'))
  const trained = mean(firstOf(ofDepth(e, 1), 'end'))
  const deepest = ofDepth(e, Math.max(...depthsOf(e)))
  return paragraphs(
    'The chapter argues that slow first layers matter, because a first layer with random weights throws most of the image away, so that ' +
      'later layers cannot identify it however well they learn. Here one linear layer, fitted by ridge regression (a closed form: no ' +
      'descent that could get stuck; its penalty chosen on a fifth of the training images), tells what can be read from each layer.',
    `From the pixels it names ${percent(e.pixels)} of the validation images, from an untrained first layer ${percent(untrained)}: of ` +
      `what pixels give above chance, ${percent(kept(e, untrained), 0)} is left. So 30 random sigmoid neurons lose something, but most ` +
      `of what a linear readout can use is still there. Training the first layer of a network with one hidden layer brings it to ` +
      `${percent(trained)}. The loss is real, and learning removes it.`,
    `The untrained layers above the first lose little more: the last of ${deepest[0]!.depth} still gives ` +
      `${percent(mean(deepest.map(n => n.start.at(-1)!)))}. A network with ${deepest[0]!.depth} hidden layers that gets ` +
      `${percent(mean(deepest.map(n => n.accuracy)))} right after training holds enough in its last hidden layer for ` +
      `${percent(mean(deepest.map(n => n.end.at(-1)!)))}. What it lacks is not ` +
      'information: a linear layer solved for in one go finds what descent has not.'
  )
}

/** From the least to the most; one number where both read the same. */
function span(values: readonly number[]): string {
  const [least, most] = [percent(Math.min(...values)), percent(Math.max(...values))]
  return least === most ? least : `${least} to ${most}`
}

function judge(e: ReadoutEvidence): Judgement {
  const shallow = ofDepth(e, 1)
  if (shallow.length < 2 || e.networks.length < 6) return tooLittle('At least two networks of one hidden layer and six in all are needed.')
  // A deeper network with the same seed begins with the same first layer, so only those of one depth count.
  const [first, learned] = [firstOf(shallow, 'start'), firstOf(shallow, 'end')]
  const untrained = mean(first)
  // A share of n images has a standard error of at most ½/√n; a difference of two counts when it is four of them.
  const step = (4 * Math.SQRT1_2) / Math.sqrt(e.validation)
  const loses = first.every(v => v < e.pixels - step)
  const regains = shallow.every((n, i) => learned[i]! > n.start[0]! + step)
  const share = kept(e, untrained)
  const most = share < 0.5
  return {
    verdict: loses && regains ? 'holds' : 'fails',
    refined: !most,
    measured: `${percent(e.pixels)} → ${percent(untrained)} untrained; ${percent(mean(learned))} trained`,
    measuredDetail:
      `a linear readout names ${percent(e.pixels)} of the images from the pixels, ${span(first)} from an untrained first layer and ` +
      `${span(learned)} from the same layer after training (${first.length} networks without another hidden layer)`,
    explanation: explanation(e),
    reason: reasonOf([
      [
        loses, `Every untrained first layer gives less than the pixels, by more than four standard errors.`,
        'Not every untrained first layer gives less than the pixels.'
      ],
      [
        regains, 'Training the only hidden layer raises it in every network, by more than four standard errors.',
        'Training the only hidden layer does not raise it in every network.'
      ],
      [
        true,
        most ? 'Less than half of what pixels give above chance is left: most is thrown away, as the chapter says.'
          : `But ${percent(share, 0)} of what pixels give above chance is left: “most” is too strong, of what a linear layer can read.`,
        ''
      ]
    ]),
    limits:
      'How much information a layer holds in the sense of information theory: a readout that is not linear could find more in a layer or ' +
      'in the pixels. And layers of 30 neurons only.',
    figures: figures(e)
  }
}

export const firstLayerClaim = defineClaim<ReadoutEvidence, ReadoutEvidence>({
  id: 'first-layer',
  number: 15,
  title: 'A random first layer throws information away, and training brings it back',
  source: 'Nielsen, Neural Networks and Deep Learning, chapter 5, section "The vanishing gradient problem" (an argument, no number)',
  setting:
    '[784, 30 × L, 10], L = 1…4, first 1,000 training images (10,000 with --full), batches of 10, 30 epochs, η = 0.1, λ = 5; ridge ' +
    'regression on each layer’s activations, judged on 10,000 validation images',
  published: 'most of it is thrown away',
  publishedDetail: 'the random first layer throws away most information about the image (no number given)',
  experiments: () => [],
  prepare: prepareReadouts,
  gather: (_, prepared) => prepared,
  judge
})
