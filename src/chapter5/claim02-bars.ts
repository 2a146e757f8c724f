import type { Figure } from '../charts/index.ts'
import { formatNumber } from '../numerics/index.ts'
import { defineClaim, paragraphs, tooLittle, type Judgement } from './claim.ts'
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
  const name = (layers: readonly (readonly number[])[]) => layers.map((values, k) => ({ name: `hidden layer ${k + 1}`, values }))
  const b = band(shares)
  return [
    {
      kind: 'neurons',
      title: 'Measured: seed 1, all 30 neurons',
      caption: 'Each circle is a neuron; its bar is ∂C/∂b, the rate at which the cost changes with its bias, before any training.',
      unit: '∂C/∂b',
      layers: name(networks[0]!)
    },
    {
      kind: 'neurons',
      title: "Published: the six neurons of the book's file",
      caption: 'The file behind the figure holds six neurons of each hidden layer.',
      unit: '∂C/∂b',
      layers: name(publishedBars.layers)
    },
    {
      kind: 'table',
      title: 'How often is the second layer’s bar the longer one?',
      caption: 'One neuron is taken from each layer, in all possible pairs.',
      columns: ['', 'share of pairs', 'typical bar, layer 1', 'typical bar, layer 2'],
      rows: [
        ['published (6 neurons)', percent(longerShare(publishedBars.layers)), ...publishedBars.layers.map(l => formatNumber(firstSix(l)))],
        ...(['low', 'median', 'high'] as const).map(k => [
          `measured, ${k === 'median' ? 'median' : k === 'low' ? '5 %' : '95 %'} of networks`,
          percent(b[k]),
          ...[0, 1].map(l => formatNumber(band(networks.map(n => firstSix(n[l]!)))[k]))
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
  return {
    verdict,
    measured: `the second layer's bar is longer in ${percent(median)} of pairs (median of ${networks.length} networks)`,
    explanation: paragraphs(
      'The chapter draws, for every hidden neuron, how fast its bias would learn at the very start, and says that the bars of the ' +
        'second hidden layer are mostly much longer than those of the first.',
      `We drew ${networks.length} untrained networks from different seeds. In ${percent(most)} of them more than half of all pairs ` +
        'have the longer bar in the second layer.',
      sizesFit
        ? 'The lengths of the published bars are ordinary too: a network picked from ours would differ from the rest about as much.'
        : 'But the published bars are not of the length that these networks have.',
      `“Mostly” is the right word: in ${percent(1 - median)} of pairs it is the other way round, because the bars of one layer ` +
        'differ much among themselves. Nothing can be concluded from a single neuron.'
    ),
    figures: figures(networks, shares)
  }
}

export const barsClaim = defineClaim<BarsEvidence>({
  id: 'bars',
  number: 2,
  title: 'At the start, neurons of the second hidden layer learn faster than those of the first',
  source: publishedBars.source,
  setting: publishedBars.setting,
  published:
    `in words: the second layer's bars are mostly much larger; in the figure's file, in ` +
    `${percent(longerShare(publishedBars.layers))} of the pairs of its 12 neurons`,
  experiments: budget => initialRuns(2, budget),
  gather: traces => ({
    networks: traces.map(t => [1, 2].map(l => neuronsAtStart(t, 'deltaMean', l))).filter(n => n.every(l => l.length > 0))
  }),
  judge
})
