import { numberText, type Figure, type Series } from '../charts/index.ts'
import { hiddenName, percent } from './figures.ts'
import { publishedSaturation } from './published.ts'
import { saturationDepths, topLayer, type SaturationEvidence, type SaturationRun, type Spectrum } from './saturation-evidence.ts'
import { median } from './statistics.ts'

type Kind = Pick<SaturationRun, 'activation' | 'normalised' | 'depth'>
const find = (runs: readonly SaturationRun[], kind: Kind): SaturationRun | undefined =>
  runs.find(r => r.activation === kind.activation && r.normalised === kind.normalised && r.depth === kind.depth)

const layers = (run: SaturationRun, pick: (layer: number) => Omit<Series, 'name' | 'x'>): Series[] =>
  run.mean.map((_, k) => ({ name: hiddenName(k + 1), x: run.steps, ...pick(k) }))

function sigmoidFigures(runs: readonly SaturationRun[]): Figure[] {
  const tops = saturationDepths.flatMap(depth => find(runs, { activation: 'sigmoid', normalised: false, depth }) ?? [])
  const four = tops.find(r => r.depth === 4)
  const x = { label: 'updates', scale: 'linear' } as const
  const all: Figure = {
    kind: 'lines',
    title: 'Sigmoid: mean activation of the top hidden layer',
    caption: 'One network of each depth (seed 1), 300 training images. With three layers or more the top one falls to 0; the deeper, the longer it stays.',
    x,
    y: { label: 'mean activation', scale: 'linear' },
    series: tops.map(r => ({ name: `${r.depth} hidden`, x: r.steps, y: r.mean.at(-1)! }))
  }
  if (!four) return [all]
  const spread = layers(four, k => {
    const [y, d] = [four.mean[k]!, four.deviation[k]!]
    return { y, band: { low: y.map((v, i) => v - d[i]!), high: y.map((v, i) => v + d[i]!) } }
  })
  const caption = 'Mean activation of every layer with ± one standard deviation over units and images, as in the paper’s figure 2.'
  return [all, { kind: 'lines', title: 'Sigmoid, four hidden layers', caption, x, y: { label: 'activation', scale: 'linear' }, series: spread }]
}

function shareFigures(runs: readonly SaturationRun[]): Figure[] {
  const kinds = [
    { title: 'tanh, standard weights', activation: 'tanh', normalised: false },
    { title: 'tanh, normalised weights', activation: 'tanh', normalised: true },
    { title: 'softsign, standard weights', activation: 'softsign', normalised: false }
  ] as const
  return kinds.flatMap(kind => {
    const run = find(runs, { ...kind, depth: 5 })
    if (!run) return []
    return {
      kind: 'lines' as const,
      title: `Saturated activations: ${kind.title}`,
      caption: 'Five hidden layers, seed 1. Saturated: a slope below 5 % of the largest.',
      x: { label: 'updates', scale: 'linear' as const },
      y: { label: 'saturated, %', scale: 'linear' as const },
      series: layers(run, k => ({ y: run.saturated[k]!.map(v => 100 * v) }))
    }
  })
}

function spectraFigure(spectra: readonly Spectrum[]): Figure {
  return {
    kind: 'bars',
    title: 'Mean singular value of a layer’s Jacobian',
    caption:
      `∂z of a layer by ∂z of the layer below, ${spectra[0]?.width ?? 0} tanh units each, before training; mean over networks and images. ` +
      'Without the slopes it would be 8/(3π)·√(n Var W): 0.85 and 0.49.',
    y: { label: 'mean singular value', scale: 'linear' },
    groups: spectra.map(s => ({
      name: s.normalised ? 'normalised' : 'standard',
      bars: s.means.map((value, k) => ({
        name: `${k + 1}→${k + 2}`, value, published: publishedSaturation.singularValue[s.normalised ? 'normalised' : 'standard']
      }))
    }))
  }
}

const updatesText = (n: number): string => (Number.isFinite(n) ? numberText(n) : 'not in this run')

function tables(runs: readonly SaturationRun[]): Figure[] {
  const sigmoid = runs.filter(r => r.activation === 'sigmoid')
  return [
    {
      kind: 'table',
      title: 'The top sigmoid layer',
      caption: 'Near 0: a mean activation below 0.1. Paper: with four layers it left after about 100 of its epochs, with five never.',
      columns: ['hidden layers', 'seed', 'lowest mean', 'after updates', 'leaves after', 'of'],
      rows: sigmoid.map(r => {
        const { low, lowAt, leaves } = topLayer(r)
        return [r.depth, r.seed, numberText(low, 2), lowAt, low >= 0.1 ? 'never fell' : updatesText(leaves), r.steps.at(-1)!]
      })
    },
    {
      kind: 'table',
      title: 'Error with five hidden layers',
      caption:
        'The paper’s: test error on MNIST, 1,000 units a layer, 5 million updates, learning rate tuned. Ours: 500 validation images, 100 units a layer, ' +
        '10,000 training images and far fewer updates. They stand side by side, not against each other.',
      columns: ['network', 'paper', 'ours', 'our updates'],
      rows: publishedSaturation.testError.map(p => {
        const own = runs.filter(r => r.activation === p.activation && r.normalised === p.normalised && r.depth === 5)
        return [p.name, `${p.percent} %`, percent(median(own.map(r => r.error))), own[0]?.steps.at(-1) ?? '–']
      })
    }
  ]
}

/** Two decimals, and no sign before 0.00. */
const shortMean = (x: number): string => (Math.round(100 * x) / 100 || 0).toFixed(2).replace('-', '−')

/** Of every kind and depth the first seed's network: its layers' means and saturated shares at three times. */
function everyLayer(runs: readonly SaturationRun[]): Figure {
  const shown = runs.filter(r => find(runs, r) === r)
  return {
    kind: 'table',
    folded: true,
    title: 'Every network, every layer through training',
    caption:
      'One network each, every hidden layer from the first up: mean activation at the start, half-way and at the end; share of saturated activations (a slope ' +
      'below 5 % of the largest) half-way and at the end.',
    columns: ['network', 'depth', 'layer', 'mean', '½', 'end', 'saturated, ½', 'end'],
    rows: shown.flatMap(r => r.mean.map((means, k) => {
      const half = Math.floor((means.length - 1) / 2)
      return [
        `${r.activation}${r.normalised ? ', normalised' : ''}`, r.depth, k + 1,
        ...[0, half, means.length - 1].map(t => shortMean(means[t]!)), ...[half, means.length - 1].map(t => percent(r.saturated[k]![t]!))
      ]
    }))
  }
}

export const saturationFigures = ({ runs, spectra }: SaturationEvidence): Figure[] => [
  ...sigmoidFigures(runs), ...shareFigures(runs), spectraFigure(spectra), ...tables(runs), everyLayer(runs)
]
