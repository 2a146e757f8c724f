import { numberText, type Figure } from '../charts/index.ts'
import { exp, log } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { byDepth, hiddenLayers } from './evidence.ts'
import { depths, initialRuns } from './experiments.ts'
import { depthName, hiddenName, percent } from './figures.ts'
import { computedFactorPerLayer, publishedInitialNorms } from './published.ts'
import { band, distanceLimit, logDistance, median, percentileOf, rootMeanSquare, share } from './statistics.ts'

/** ‖δ^l‖ before training: norms[depth − 2][network][layer − 1]. */
export interface InitialNormsEvidence {
  readonly norms: readonly (readonly (readonly number[])[])[]
}

interface Cell {
  readonly depth: number
  readonly layer: number
  readonly published: number
  readonly values: readonly number[]
  readonly distance: number
}

/** Fewest networks of a depth for which a spread is worth judging by. */
const enough = 100

function cellsOf(norms: InitialNormsEvidence['norms']): Cell[] {
  return depths.flatMap(depth =>
    publishedInitialNorms.norms[depth - 2]!.map((published, k) => {
      const values = norms[depth - 2]!.map(network => network[k]!)
      return { depth, layer: k + 1, published, values, distance: logDistance(published, values) }
    })
  )
}

/** (rms over networks of the last layer / of the first)^(1/(layers − 1)): the typical factor from one hidden layer to the next. */
export function factorPerLayer(networks: readonly (readonly number[])[]): number {
  const layers = networks[0]!.length
  const rms = (k: number): number => rootMeanSquare(networks.map(n => n[k]!))
  return exp(log(rms(layers - 1) / rms(0)) / (layers - 1))
}

const lastToFirst = (network: readonly number[]): number => network.at(-1)! / network[0]!
const times = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0))
const farthest = (cells: readonly Cell[]): string => Math.max(...cells.map(c => c.distance)).toFixed(1)
const rising = (network: readonly number[]): boolean => network.every((v, k) => k === 0 || v > network[k - 1]!)

function normsFigure(cells: readonly Cell[], networks: number): Figure {
  return {
    kind: 'bars',
    title: '‖δ‖ of every hidden layer before training',
    spread: '5–95 %',
    caption: `Dots: median of ${networks} networks; whiskers: 5–95 % of them; diamonds: the book’s single network.`,
    y: { label: '‖δ‖ (log scale)', scale: 'log' },
    groups: depths.map(depth => ({
      name: depthName(depth),
      bars: cells
        .filter(c => c.depth === depth)
        .map(c => {
          const b = band(c.values)
          return { name: hiddenName(c.layer), value: b.median, low: b.low, high: b.high, published: c.published }
        })
    }))
  }
}

function cellsFigure(cells: readonly Cell[]): Figure {
  return {
    kind: 'table',
    title: 'The nine published norms among ours',
    caption: 'Percentile: the share of our networks with a smaller norm. Distance: in standard deviations of the logarithm.',
    columns: ['hidden layers', 'layer', 'published', '5 %', 'median', '95 %', 'percentile', 'distance'],
    rows: cells.map(c => {
      const b = band(c.values)
      return [
        c.depth,
        c.layer,
        ...[c.published, b.low, b.median, b.high].map(v => numberText(v)),
        percentileOf(c.published, c.values).toFixed(0),
        c.distance.toFixed(1)
      ]
    })
  }
}

function factorFigure(norms: InitialNormsEvidence['norms']): Figure {
  return {
    kind: 'table',
    title: 'The factor from one hidden layer to the next',
    caption:
      'Measured: from the root mean square over networks. Expected: mean-field theory, computed for this project. Always rising: ' +
      'networks ' +
      'in which every layer’s norm exceeds the one before.',
    columns: ['hidden layers', 'published', 'measured', 'expected', 'always rising'],
    rows: depths.map(depth => {
      const networks = norms[depth - 2]!
      return [
        depth,
        factorPerLayer([publishedInitialNorms.norms[depth - 2]!]).toFixed(2),
        factorPerLayer(networks).toFixed(2),
        computedFactorPerLayer.toFixed(2),
        percent(share(networks, rising))
      ]
    })
  }
}

function judge({ norms }: InitialNormsEvidence): Judgement {
  const fewest = Math.min(...depths.map(d => norms[d - 2]?.length ?? 0))
  if (!(fewest >= enough)) return tooLittle(`At least ${enough} untrained networks of each depth are needed; there are ${fewest}.`)
  const cells = cellsOf(norms)
  const limit = distanceLimit(cells.length)
  const fits = cells.every(c => c.distance <= limit)
  const factors = depths.map(d => factorPerLayer(norms[d - 2]!))
  const factorFits = factors.every(f => Math.abs(f / computedFactorPerLayer - 1) <= 0.1)
  const ordered = depths.every(d => share(norms[d - 2]!, rising) >= 0.95)
  const widest = band(norms[2]!.map(network => network[0]!))
  const within = cells.filter(c => percentileOf(c.published, c.values) >= 5 && percentileOf(c.published, c.values) <= 95).length
  const sameOrder = Math.min(...depths.map(d => share(norms[d - 2]!, rising)))
  const typical = factors.map(f => f.toFixed(2)).join(' / ')
  const whole = depths.map(d => median(norms[d - 2]!.map(lastToFirst)))
  return {
    verdict: fits && factorFits && ordered ? 'holds' : 'fails',
    refined: true,
    measured: `last layer ${whole.map(times).join(' / ')} times the first`,
    measuredDetail:
      `${within} of 9 published norms inside the 5–95 % band of ${fewest} networks; last layer ${whole.map(times).join(' / ')} times the ` +
      `first (medians); a factor of ${typical} a layer`,
    explanation: paragraphs(
      'The chapter measures how fast a layer learns by ‖δ‖, the length of the vector of ∂C/∂b over its neurons, and prints it for ' +
        'one untrained network with two, three and four hidden layers. The earlier the layer, the smaller the norm.',
      'The correction: the chapter’s argument, that every factor |wσ′| is below 1/4, suggests a norm 4 times as large from each hidden ' +
        `layer to the next. In these networks the typical factor is ${typical}, as mean-field theory expects ` +
        `(${computedFactorPerLayer.toFixed(2)}); the book’s own networks show ` +
        `${depths.map(d => factorPerLayer([publishedInitialNorms.norms[d - 2]!]).toFixed(2)).join(', ')}. The argument does not fit ` +
        `these ` +
        'networks exactly in two ways: σ′ is mostly below its largest value 1/4, and the experiments draw weights with standard ' +
        'deviation 1/√(inputs), not 1, and add up 30 of them.'
    ),
    reason: reasonOf([
      [
        fits,
        `Each of the nine published norms could be one more of our networks: the farthest lies ${farthest(cells)} standard deviations ` +
          `(of the logarithm) from them, the limit for nine values is ${limit.toFixed(1)}.`,
        `At least one published norm could not be one of our networks: it lies ${farthest(cells)} standard deviations (of the logarithm) ` +
          `from them, the limit for nine values is ${limit.toFixed(1)}. These are not networks of the published kind.`
      ],
      [
        ordered,
        `Every layer’s norm is larger than the one before in ` +
          `${sameOrder === 1 ? 'every network' : `at least ${percent(sameOrder)} of the networks of each depth`}.`,
        `Every layer’s norm is larger than the one before in only ${percent(sameOrder)} of the networks of some depth; 95 % are asked for.`
      ],
      [
        factorFits,
        `The factor is ${typical}, not 4: that is the correction.`,
        `The factor from layer to layer, ${typical}, is not within 10 % of the ${computedFactorPerLayer.toFixed(2)} of networks drawn ` +
          `this way.`
      ]
    ]),
    limits:
      'Much from one network: the first layer’s norm in the four-layer networks differs by a factor of ' +
      `${(widest.high / widest.low).toFixed(1)} between the ends of the 5–95 % band. And a small ∂C/∂b is a statement about the cost’s ` +
      'slope at the start, not yet about what the layer learns in the end (claims 5 and 6).',
    figures: [normsFigure(cells, fewest), cellsFigure(cells), factorFigure(norms)]
  }
}

export const initialNormsClaim = defineClaim<InitialNormsEvidence>({
  id: 'norms',
  number: 3,
  title: 'The earlier the hidden layer, the slower it learns at the start',
  source: publishedInitialNorms.source,
  setting: publishedInitialNorms.setting,
  published: `last layer ${publishedInitialNorms.norms.map(n => times(lastToFirst(n))).join(' / ')} times the first`,
  publishedDetail: '‖δ‖ .0657, .309 (two hidden layers); .0118, .0600, .283 (three); .00298, .0171, .0695, .285 (four)',
  experiments: budget => depths.flatMap(depth => initialRuns(depth, budget)),
  gather(traces) {
    const groups = byDepth(traces)
    return { norms: depths.map(d => (groups.get(d) ?? []).map(t => hiddenLayers(t, 'deltaNorm').map(l => l[0] ?? NaN))) }
  },
  judge
})
