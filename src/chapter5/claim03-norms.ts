import type { Figure } from '../charts/index.ts'
import { exp, formatNumber, log } from '../numerics/index.ts'
import { defineClaim, paragraphs, tooLittle, type Judgement } from './claim.ts'
import { byDepth, hiddenLayers } from './evidence.ts'
import { depths, initialRuns } from './experiments.ts'
import { depthName, hiddenName, percent } from './figures.ts'
import { computedFactorPerLayer, publishedInitialNorms } from './published.ts'
import { band, distanceLimit, logDistance, percentileOf, rootMeanSquare, share } from './statistics.ts'

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

const rising = (network: readonly number[]): boolean => network.every((v, k) => k === 0 || v > network[k - 1]!)

function normsFigure(cells: readonly Cell[], networks: number): Figure {
  return {
    kind: 'bars',
    title: '‖δ‖ of every hidden layer before training',
    caption: `Bars: median of ${networks} networks; whiskers: 5–95 % of them; marks: the book's single network.`,
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
        ...[c.published, b.low, b.median, b.high].map(v => formatNumber(v)),
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
    caption: 'Measured: from the root mean square over networks. Expected: mean-field theory, computed for this project.',
    columns: ['hidden layers', 'published', 'measured', 'expected', 'every layer faster than the one before'],
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
  return {
    verdict: fits && factorFits && ordered ? 'holds' : 'fails',
    refined: true,
    measured:
      `${within} of 9 published norms inside the 5–95 % band of ${fewest} networks; a factor of ` +
      `${factors.map(f => f.toFixed(2)).join(' / ')} a layer`,
    explanation: paragraphs(
      'The chapter measures how fast a layer learns by ‖δ‖, the length of the vector of ∂C/∂b over its neurons, and prints it for ' +
        'one untrained network of each depth. The earlier the layer, the smaller the norm.',
      fits
        ? `Each published norm is an ordinary draw: none lies farther than ${limit.toFixed(1)} standard deviations (of the ` +
            'logarithm) from our networks, the limit that a true value passes in 99 of 100 such sets of nine.'
        : `At least one published norm lies farther than ${limit.toFixed(1)} standard deviations (of the logarithm) from our ` +
            'networks: these are not networks of the published kind.',
      `Correction: the chapter's argument speaks of a factor of 4 or more a layer, because σ′ is at most 1/4. The typical factor ` +
        `of these networks is ${computedFactorPerLayer}, and the book's own four-layer network, with ` +
        `${factorPerLayer([publishedInitialNorms.norms[2]!]).toFixed(2)}, is a little below it by chance. Two things differ from ` +
        'the argument: σ′ is usually below its largest value, and the experiments draw weights with standard deviation ' +
        '1/√(inputs), not 1.',
      `One network says little about the next: the first layer's norm in the four-layer networks differs by a factor of ` +
        `${(widest.high / widest.low).toFixed(1)} between the ends of the 5–95 % band. The order of the layers hardly varies: it ` +
        `is the book's in ${percent(Math.min(...depths.map(d => share(norms[d - 2]!, rising))))} of the networks of each depth at ` +
        'least.'
    ),
    figures: [normsFigure(cells, fewest), cellsFigure(cells), factorFigure(norms)]
  }
}

export const initialNormsClaim = defineClaim<InitialNormsEvidence>({
  id: 'norms',
  number: 3,
  title: 'The earlier the hidden layer, the slower it learns at the start',
  source: publishedInitialNorms.source,
  setting: publishedInitialNorms.setting,
  published: '.0657/.309 · .0118/.0600/.283 · .00298/.0171/.0695/.285',
  experiments: budget => depths.flatMap(depth => initialRuns(depth, budget)),
  gather(traces) {
    const groups = byDepth(traces)
    return { norms: depths.map(d => (groups.get(d) ?? []).map(t => hiddenLayers(t, 'deltaNorm').map(l => l[0] ?? NaN))) }
  },
  judge
})
