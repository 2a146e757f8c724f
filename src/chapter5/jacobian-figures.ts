import { numberText, type Bar, type Figure } from '../charts/index.ts'
import { exp, mean } from '../numerics/index.ts'
import { bandSeries, indices } from './figures.ts'
import { relativeVariance, type JacobianEvidence, type StackedKind } from './jacobian-evidence.ts'
import { band } from './statistics.ts'

export const layersText = (layers: number): string => (layers === 1 ? 'one layer' : `${['', '', 'two', 'three'][layers] ?? layers} layers`)

/** All singular values of products over one, two and three of the book's layers. */
function spectrumFigure({ stacks }: StackedKind): Figure {
  const width = stacks[0]!.measured[0]!.singularValues.length
  return {
    kind: 'lines',
    title: 'By how much the book’s layers shrink δ, direction by direction',
    caption:
      `The ${width} singular values of Σ′Wᵀ and of products over layers, largest first: median and 5–95 % of ` +
      `${stacks[0]!.measured.length} networks. Below 1, every direction shrinks.`,
    x: { label: 'direction', scale: 'linear' },
    y: { label: 'singular value', scale: 'log' },
    series: stacks.map(s =>
      bandSeries(layersText(s.layers), indices(width).map(i => i + 1), s.measured.map(m => m.singularValues))
    )
  }
}

/** What norms alone allow beside what happens. */
function boundsFigure({ stacks }: StackedKind): Figure {
  return {
    kind: 'bars',
    title: 'The norm bound beside the true contraction',
    caption:
      'Largest singular value of the product, against products of norms: with the slopes as they are, and with σ′ ≤ ¼ alone. Typical: ' +
      'the root mean square, by which a random δ shrinks. Means over networks with 5–95 %; diamonds: theory at infinite width.',
    spread: '5–95 %',
    mark: 'theory',
    y: { label: 'factor on ‖δ‖ (log scale)', scale: 'log' },
    groups: stacks.map(({ layers, predicted, measured }) => {
      const bar = (name: string, values: readonly number[], published?: number): Bar => {
        const { low, high } = band(values)
        return { name, value: mean(values), low, high, ...(published === undefined ? {} : { published }) }
      }
      return {
        name: layersText(layers),
        bars: [
          bar('typical (rms)', measured.map(m => m.rms), predicted.rms),
          bar('largest', measured.map(m => m.largest), predicted.largest),
          bar('bound with the slopes', measured.map(m => m.boundWithSlopes)),
          bar('bound ¼‖W‖', measured.map(m => m.bound), exp(predicted.logBound))
        ]
      }
    })
  }
}

function depthFigure(wide: readonly StackedKind[]): Figure {
  const x = wide[0]!.stacks.map(s => s.layers)
  return {
    kind: 'lines',
    title: 'Spread of the stretching over depth: isometry or not',
    caption:
      'Var[s²]/E[s²]² of the singular values s of a product of layers; 0 would stretch every direction alike. Markers: networks ' +
      `(mean of ${wide[0]!.stacks[0]!.measured.length}); dashed: theory at infinite width.`,
    x: { label: 'layers in the product', scale: 'log' },
    y: { label: 'spread of s²', scale: 'log' },
    series: wide.flatMap(kind => [
      { name: kind.name, x, y: kind.stacks.map(s => mean(s.measured.map(relativeVariance))), points: true, line: false },
      { name: `${kind.name}, theory`, x, y: kind.stacks.map(s => s.predicted.relativeVariance), dash: true }
    ])
  }
}

function wideFigure(wide: readonly StackedKind[]): Figure {
  return {
    kind: 'table',
    title: `Products of ${wide[0]!.stacks.at(-1)!.layers} layers of ${wide[0]!.stacks[0]!.measured[0]!.singularValues.length} neurons`,
    caption: 'χ₁ is 1 in all four, so that an average δ keeps its length. Largest and spread: measured (theory).',
    columns: ['weights', 'typical', 'smallest', 'largest', 'spread of s²', 'norm bound'],
    rows: wide.map(({ name, stacks }) => {
      const { predicted, measured } = stacks.at(-1)!
      const of = (pick: (m: (typeof measured)[number]) => number): number => mean(measured.map(pick))
      const largest = of(m => m.largest)
      return [
        name, numberText(of(m => m.rms)), numberText(Math.min(...measured.map(m => m.smallest)), 2), `${numberText(largest)} (${numberText(predicted.largest)})`,
        `${numberText(of(relativeVariance))} (${numberText(predicted.relativeVariance)})`, numberText(of(m => m.bound), 2)
      ]
    })
  }
}

export const jacobianFigures = ({ book, wide }: JacobianEvidence): Figure[] => [spectrumFigure(book), boundsFigure(book), depthFigure(wide), wideFigure(wide)]
