import { numberText, type Figure } from '../charts/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { neuronsAtStart } from './evidence.ts'
import { initialRuns } from './experiments.ts'
import { percent } from './figures.ts'
import { publishedBars } from './published.ts'
import { band, distanceLimit, logDistance, rootMeanSquare, share } from './statistics.ts'

/** Signed ∂C/∂b of every neuron of the two hidden layers: [network][layer − 1][neuron]. */
export interface BarsEvidence {
  readonly networks: readonly (readonly (readonly number[])[])[]
}

/** Of all pairs (one neuron of each layer): the share in which the second layer's bar is the longer one. */
export function longerShare([first = [], second = []]: readonly (readonly number[])[]): number {
  let longer = 0
  for (const a of first) for (const b of second) if (Math.abs(b) > Math.abs(a)) longer++
  return longer / (first.length * second.length)
}

const firstSix = (layer: readonly number[]): number => rootMeanSquare(layer.slice(0, 6))

function figures(networks: BarsEvidence['networks'], shares: readonly number[]): Figure[] {
  const name = (layers: readonly (readonly number[])[], prefix = '') =>
    layers.map((values, k) => ({ name: `${prefix}${prefix ? 'layer' : 'hidden layer'} ${k + 1}`, values }))
  const six = networks[0]!.map(layer => layer.slice(0, 6))
  const b = band(shares)
  return [
    {
      kind: 'neurons',
      title: 'The book’s picture, and the same six neurons of ours',
      caption:
        'Each circle is a neuron; its bar is ∂C/∂b, the rate at which the cost changes with its bias, before any training. The file ' +
        'behind the book’s figure holds the first six neurons of each hidden layer. Ours: seed 1, same scale.',
      unit: '∂C/∂b',
      layers: [...name(publishedBars.layers, 'book, '), ...name(six, 'ours, ')]
    },
    {
      kind: 'neurons',
      title: 'All 30 neurons of ours, seed 1',
      caption: 'Which neuron has which bar is chance and differs from seed to seed; the difference between the layers does not.',
      unit: '∂C/∂b',
      layers: name(networks[0]!)
    },
    {
      kind: 'table',
      title: 'How often is the second layer’s bar the longer one?',
      caption: 'All pairs of a neuron of the first layer and one of the second. Typical bar: root mean square of the first six.',
      columns: ['network', 'share of pairs', 'typical bar, layer 1', 'layer 2'],
      rows: [
        ['published', percent(longerShare(publishedBars.layers)), ...publishedBars.layers.map(l => numberText(firstSix(l)))],
        ...(['low', 'median', 'high'] as const).map(k => [
          `ours, ${k === 'median' ? 'median' : k === 'low' ? '5 %' : '95 %'}`,
          percent(b[k]),
          ...[0, 1].map(l => numberText(band(networks.map(n => firstSix(n[l]!)))[k]))
        ])
      ]
    }
  ]
}

function judge({ networks }: BarsEvidence): Judgement {
  if (networks.length < 20) return tooLittle(`At least 20 untrained networks are needed for a distribution; there are ${networks.length}.`)
  const shares = networks.map(longerShare)
  const { median } = band(shares)
  const distances = [0, 1].map(l =>
    logDistance(
      firstSix(publishedBars.layers[l]!),
      networks.map(n => firstSix(n[l]!))
    )
  )
  const sizesFit = distances.every(d => d <= distanceLimit(2))
  const most = share(shares, s => s > 0.5)
  const verdict = !(most >= 0.8) || !sizesFit ? 'fails' : most >= 0.95 ? 'holds' : 'cannot tell'
  const b = band(shares)
  return {
    verdict,
    measured: `longer in ${percent(median, 0)} of pairs`,
    measuredDetail:
      `the second layer’s bar is the longer one in ${percent(median)} of pairs (median of ${networks.length} networks; 5–95 %: ` +
      `${percent(b.low)} to ${percent(b.high)})`,
    explanation: paragraphs(
      'The chapter draws, for every hidden neuron, how fast its bias would learn at the very start, and says that the bars of the ' +
        'second hidden layer are mostly much longer than those of the first.',
      `We drew ${networks.length} untrained networks from different seeds and compared every neuron of the first layer with every ` +
        'neuron of the second.'
    ),
    reason: reasonOf([
      [
        most >= 0.95,
        `In ${percent(most)} of the networks more than half of all pairs have the longer bar in the second layer (at least 95 % are ` +
          `asked for).`,
        `In only ${percent(most)} of the networks do more than half of all pairs have the longer bar in the second layer; at least 95 % ` +
          'are asked for, and below 80 % the claim fails.'
      ],
      [
        sizesFit,
        'The published bars are of the length that these networks have: their root mean square lies ' +
          `${distances.map(d => d.toFixed(1)).join(' and ')} standard deviations (of the logarithm) from ours in the two layers.`,
        'The published bars are not of the length that these networks have: their root mean square lies ' +
          `${distances.map(d => d.toFixed(1)).join(' and ')} standard deviations (of the logarithm) from ours in the two layers, beyond ` +
          `the limit of ${distanceLimit(2).toFixed(1)}.`
      ]
    ]),
    limits:
      `Anything about a single neuron: in ${percent(1 - median)} of pairs it is the other way round, because the bars of one layer ` +
      'differ much among themselves. “Mostly” is the right word.',
    figures: figures(networks, shares)
  }
}

export const barsClaim = defineClaim<BarsEvidence>({
  id: 'bars',
  number: 2,
  title: 'At the start, neurons of the second hidden layer learn faster than those of the first',
  source: publishedBars.source,
  setting: publishedBars.setting,
  published: 'second layer’s bars mostly longer',
  publishedDetail:
    'in words: the second layer’s bars are mostly much larger; in the figure’s file, in ' +
    `${percent(longerShare(publishedBars.layers))} of the pairs of its 12 neurons`,
  experiments: budget => initialRuns(2, budget),
  gather: traces => ({
    networks: traces.map(t => [1, 2].map(l => neuronsAtStart(t, 'deltaMean', l))).filter(n => n.every(l => l.length > 0))
  }),
  judge
})
