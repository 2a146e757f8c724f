import { numberText } from '../charts/index.ts'
import { mean } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { biasVariance, gatherPhase, phaseRuns, preparePhase, trainedDepth, type DepthGrid, type MeasuredDot, type PhaseEvidence, type PhaseTheory } from './phase-evidence.ts'
import { phaseFigures } from './phase-figures.ts'
import { computedCriticalTanh } from './published.ts'
import { median } from './statistics.ts'

/** χ₁ of finite networks: how far their mean may lie from theory. */
const slopeTolerance = 0.1
/** The depth at which training fails may be this many times as large or small as 6 ξ_c. */
const depthTolerance = 2.5
/** Accuracy of guessing one of ten digits. */
const chance = 0.1

/** The depth at which each column falls through half of what the best network learned, beside 6 ξ_c. */
interface Column { readonly weightVariance: number; readonly limit: number; readonly theory: number }

function columnsOf({ depths, weightVariances, accuracy, scale }: DepthGrid): Column[] {
  const best = Math.max(...accuracy.flat().filter(a => !Number.isNaN(a)), chance)
  return weightVariances.map((weightVariance, c) => ({
    weightVariance, limit: trainedDepth(depths, accuracy.map(row => row[c]!), (chance + best) / 2), theory: 6 * scale[c]!
  }))
}

/** Theory's limit is put to the test where it lies at most this many times as deep as the deepest network: beyond, other limits come first. */
const within = 1.5

function depthTests(grid: DepthGrid) {
  const columns = columnsOf(grid)
  const deepest = grid.depths.at(-1)!
  const [free, bound] = [columns.filter(c => c.theory > deepest), columns.filter(c => !(c.theory > deepest))]
  const best = (free.length > 0 ? free : columns).reduce((a, c) => (c.limit > a.limit || (c.limit === a.limit && c.theory > a.theory) ? c : a))
  const ratios = columns.filter(c => c.limit < Infinity && c.theory <= within * deepest).map(c => c.limit / c.theory)
  return {
    columns, best, ratios,
    shallow: columns.every(c => !Number.isNaN(c.limit)),
    enough: ratios.length >= 2 && free.length > 0,
    deepest: bound.every(c => !(c.limit >= best.limit)),
    proportional: ratios.every(r => r >= 1 / depthTolerance && r <= depthTolerance)
  }
}

const offBy = (d: MeasuredDot): number => mean(d.slopes) / d.predicted.correlationSlope - 1
const depthText = (depth: number, deepest: number): string => (depth === Infinity ? `more than ${deepest}` : depth.toFixed(0))

function judge(evidence: PhaseEvidence): Judgement {
  const { dots, grid } = evidence
  if (dots.length < 6 || grid.depths.length < 3 || grid.weightVariances.length < 3) return tooLittle('At least six measured points and a grid of three by three are needed.')
  const tests = depthTests(grid)
  const wrong = dots.filter(d => !(Math.abs(offBy(d)) <= slopeTolerance))
  const worst = dots.reduce((w, d) => (Math.abs(offBy(d)) <= Math.abs(offBy(w)) ? w : d))
  const failed = wrong.length > 0 || (tests.enough && !(tests.deepest && tests.proportional))
  const undecided = !tests.shallow || !tests.enough
  const deepest = grid.depths.at(-1)!
  const typical = tests.ratios.length > 0 ? median(tests.ratios) : NaN
  const limits = tests.columns.map(c => `${depthText(c.limit, deepest)} at σ_w² = ${numberText(c.weightVariance, 3, true)}`).join(', ')
  return {
    verdict: failed ? 'fails' : undecided ? 'cannot tell' : 'holds',
    refined: true,
    measured: `deepest at σ_w² = ${numberText(tests.best.weightVariance, 3)}: ${depthText(tests.best.limit, deepest)} layers`,
    measuredDetail:
      `χ₁ of real networks within ${(100 * Math.abs(offBy(worst))).toFixed(1)} % of theory at all ${dots.length} points; trained down to ${limits} layers`,
    explanation: explanation(evidence, tests, typical),
    reason: reasonOf([
      [
        wrong.length === 0,
        `At all ${dots.length} points the measured χ₁ is within 10 % of theory.`,
        `At ${wrong.length} of ${dots.length} points the measured χ₁ is more than 10 % from theory.`
      ],
      [
        tests.deepest,
        'Networks near the critical line, where theory sets no limit within the grid, can be trained deepest.',
        'Networks near the critical line are not the ones that can be trained deepest.'
      ],
      [
        tests.proportional && tests.enough,
        `Where 6 ξ_c is at most ${within} times as deep as the deepest network, accuracy falls through half at ${tests.ratios.map(r => r.toFixed(2)).join(', ')} times 6 ξ_c: in proportion to ξ_c, within a factor ${depthTolerance}.`,
        tests.enough
          ? `Away from the critical line, accuracy falls through half at ${tests.ratios.map(r => r.toFixed(2)).join(', ')} times 6 ξ_c, not within a factor ${depthTolerance}.`
          : 'Too few columns of the grid reach a depth that cannot be trained.'
      ],
      [tests.shallow, 'The shallowest networks learn at every weight variance, so that it is depth that fails.', 'Some of the shallowest networks do not learn either.']
    ]),
    limits:
      'That deeper networks cannot be trained at all: 200 steps of plain descent at one learning rate were taken, and more steps reach deeper. Nor ' +
      'that the critical line alone is enough: close to it the learning rate sets the limit, as the deepest networks there show.',
    figures: phaseFigures(evidence)
  }
}

function explanation({ edges }: PhaseEvidence, { best }: ReturnType<typeof depthTests>, typical: number): string {
  const logistic = edges.find(e => e.activation === 'sigmoid')
  return paragraphs(
    'Whether gradients vanish or explode in a wide network is decided by two numbers, the variances σ_w² and σ_b² of its weights (times the inputs of a ' +
      'neuron) and biases. They set the factor χ₁ by which the squared gradient changes a layer. Where χ₁ = 1, on the critical line, signals and ' +
      'gradients pass through any depth.',
    `For tanh at σ_b² = ${biasVariance} theory puts it at σ_w² = ${computedCriticalTanh.toFixed(3)}. Networks of that kind were trained for 200 steps at several depths: ` +
      `at σ_w² = ${numberText(best.weightVariance, 4)} the deepest ones learn, and on both sides the limit comes down as ξ_c does. The correction: after ` +
      `200 steps it lies at about ${typical.toFixed(2)} times 6 ξ_c.`,
    logistic?.kind === 'edge'
      ? `The chapter’s sigmoid has no usable edge: χ₁ = 1 needs σ_w² = ${logistic.weightVariance.toFixed(0)}, where ${(100 * logistic.saturatedShare).toFixed(0)} % of the ` +
        'neurons are saturated. With weights of any reasonable size its gradients vanish.'
      : ''
  ).trim()
}

export const phaseClaim = defineClaim<PhaseEvidence, PhaseTheory>({
  id: 'phase',
  number: 13,
  title: 'Networks can be trained as deep as theory lets signals through',
  source:
    'Not in the chapter. Mean-field theory of wide networks (Poole et al. 2016; Schoenholz et al. 2017), derived again for this project: docs/theory.md',
  setting: `untrained: 16 layers of 200 neurons; trained: layers of 100 tanh neurons, σ_b² = ${biasVariance}, 200 steps on MNIST (batch 32, η = 0.01)`,
  published: `no value; theory: χ₁ = 1 at σ_w² = ${computedCriticalTanh.toFixed(3)}`,
  publishedDetail: `the chapter gives none; theory: tanh is critical at σ_w² = ${computedCriticalTanh.toFixed(4)} for σ_b² = ${biasVariance}, and signals reach a few ξ_c deep elsewhere`,
  experiments: phaseRuns,
  prepare: preparePhase,
  gather: gatherPhase,
  judge
})
