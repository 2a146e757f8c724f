import { numberText, type Figure } from '../charts/index.ts'
import { log, mean } from '../numerics/index.ts'
import type { PhaseDiagram } from '../theory/index.ts'
import { biasVariance, type DepthGrid, type MeasuredDot, type PhaseEvidence } from './phase-evidence.ts'

const axes = (d: PhaseDiagram) => ({
  x: { label: 'σ_w²', scale: d.weightVariances.at(-1)! > 50 * d.weightVariances[0]! ? 'log' : 'linear', values: d.weightVariances },
  y: { label: 'σ_b²', scale: 'linear', values: d.biasVariances }
} as const)

const edgeOf = ({ line }: PhaseDiagram) => [
  {
    name: line.some(p => p.usable) ? 'critical line, χ₁ = 1' : 'χ₁ = 1 (not usable: the units are saturated)',
    x: line.map(p => p.weightVariance), y: line.map(p => p.biasVariance), dash: !line.some(p => p.usable)
  }
]

const dotsAt = (dots: readonly MeasuredDot[], { activation }: PhaseDiagram, value: (slope: number) => number) =>
  dots.filter(d => d.activation === activation).map(d => ({
    x: d.weightVariance, y: d.biasVariance, value: value(mean(d.slopes)), label: `σ_w² ${numberText(d.weightVariance, 3, true)}, σ_b² ${numberText(d.biasVariance, 3, true)}`
  }))

function slopeFigure(d: PhaseDiagram, dots: readonly MeasuredDot[]): Figure {
  return {
    kind: 'heat',
    title: `Phase diagram of ${d.activation}: by how much the squared gradient changes a layer`,
    caption:
      'Blue: ordered, gradients vanish downwards. Orange: chaotic, they explode. Dots: real networks of sixteen layers of 200 neurons, coloured by ' +
      'what they measured; a dot that disappears in its surroundings agrees with theory.',
    ...axes(d), value: 'χ₁', values: d.correlationSlope, bounds: [0.1, 0.3, 0.5, 0.7, 0.85, 1, 1.15, 1.3, 1.5, 2], split: 1, curves: edgeOf(d),
    dots: dotsAt(dots, d, s => s), dotName: 'measured (mean of three networks)'
  }
}

const depthOfSlope = (slope: number): number => 1 / Math.abs(log(slope))

function scaleFigure(d: PhaseDiagram, dots: readonly MeasuredDot[]): Figure {
  return {
    kind: 'heat',
    title: `How deep gradients reach with ${d.activation}`,
    caption: 'ξ = 1/|ln χ₁|: layers over which the squared gradient changes by a factor e. On the ordered side it is also how far two inputs stay apart.',
    ...axes(d), value: 'ξ in layers', values: d.gradientDepth, bounds: [0.5, 1, 2, 4, 8, 16, 32, 64], curves: edgeOf(d),
    dots: dotsAt(dots, d, depthOfSlope), dotName: 'measured'
  }
}

function gridFigure({ depths, weightVariances, accuracy, curve }: DepthGrid): Figure {
  return {
    kind: 'heat',
    title: 'Which depths can be trained: accuracy after 200 steps',
    caption:
      `Layers of 100 tanh neurons, σ_b² = ${biasVariance}, 200 steps of plain descent (batch 32, η = 0.01) on MNIST; accuracy on 500 training images, in per ` +
      'cent. The curve is theory, drawn before any training: at depth 6 ξ_c, e⁻⁶ of what tells two images apart is left.',
    x: { label: 'σ_w²', scale: 'log', values: weightVariances }, y: { label: 'hidden layers', scale: 'log', values: depths },
    value: 'accuracy, %', values: accuracy.map(row => row.map(a => Math.round(1000 * a) / 10)), bounds: [20, 35, 50, 65, 80],
    curves: [{ name: 'theory: 6 ξ_c', ...curve }]
  }
}

function dotsFigure(dots: readonly MeasuredDot[]): Figure {
  return {
    kind: 'table', title: 'Theory and real networks, dot by dot', folded: true,
    caption: 'χ₁ from how ‖δ‖ changes between layers 6 and 15; q: variance of the weighted inputs of layer 15. Means of three networks.',
    columns: ['φ', 'σ_w²', 'σ_b²', 'χ₁, theory', 'χ₁, measured', 'ξ, theory', 'ξ, measured', 'q*, theory', 'q, measured'],
    rows: dots.map(d => {
      const slope = mean(d.slopes)
      const { correlationSlope, preactivationVariance } = d.predicted
      const numbers = [correlationSlope, slope, depthOfSlope(correlationSlope), depthOfSlope(slope), preactivationVariance, mean(d.variances)]
      return [d.activation, numberText(d.weightVariance, 3, true), numberText(d.biasVariance, 3, true), ...numbers.map(v => numberText(v))]
    })
  }
}

function edgesFigure(edges: PhaseEvidence['edges']): Figure {
  return {
    kind: 'table', title: `Which activations have an edge of chaos (σ_b² = ${biasVariance})`,
    caption: 'Saturated: the share of units with |φ′| below 5 % of its largest.',
    columns: ['φ', 'critical σ_w²', 'q*', 'saturated', ''],
    rows: edges.map(e => e.kind === 'none'
      ? [e.activation, 'none', '', '', e.reason]
      : [e.activation, numberText(e.weightVariance, 5), numberText(e.preactivationVariance, 4), `${(100 * e.saturatedShare).toFixed(1)} %`, e.reason])
  }
}

export const phaseFigures = ({ diagrams, dots, grid, edges }: PhaseEvidence): Figure[] => [
  ...diagrams.flatMap(d => [slopeFigure(d, dots), ...(d === diagrams[0] ? [scaleFigure(d, dots), gridFigure(grid)] : [])]),
  edgesFigure(edges), dotsFigure(dots)
]
