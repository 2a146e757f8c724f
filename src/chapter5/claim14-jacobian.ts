import { numberText } from '../charts/index.ts'
import { exp, mean, standardDeviation } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { percent } from './figures.ts'
import { prepareJacobian, relativeVariance, wideSize, type JacobianEvidence, type StackedKind } from './jacobian-evidence.ts'
import { jacobianFigures } from './jacobian-figures.ts'
import { share } from './statistics.ts'

const fewest = 20
/** How far finite networks may lie from theory at infinite width: typical factor, largest singular value, spread of a wide product. */
const allowed = { rms: 0.05, largest: 0.25, isometry: 0.5 }

const last = ({ stacks }: StackedKind): StackedKind['stacks'][number] => stacks.at(-1)!
const spreadOf = (kind: StackedKind): number => mean(last(kind).measured.map(relativeVariance))
const near = (got: number, expected: number, by: number): boolean => Math.abs(got / expected - 1) <= by

function bookTests({ stacks }: StackedKind) {
  const [one, three] = [stacks[0]!, stacks.at(-1)!]
  const rms = one.measured.map(m => m.rms)
  const largest = one.measured.map(m => m.largest)
  const error = standardDeviation(rms) / Math.sqrt(rms.length) / mean(rms)
  return {
    contracts: largest.every(s => s < 1),
    shareContracting: share(largest, s => s < 1),
    rms: mean(rms), rmsFits: near(mean(rms), one.predicted.rms, allowed.rms + 3 * error), predictedRms: one.predicted.rms,
    largest: mean(largest), predictedLargest: one.predicted.largest,
    largestFits: stacks.every(s => near(mean(s.measured.map(m => m.largest)), s.predicted.largest, allowed.largest)),
    three: mean(three.measured.map(m => m.largest)), bound: mean(three.measured.map(m => m.bound)),
    bounded: stacks.every(s => s.measured.every(m => m.largest <= m.bound * (1 + 1e-9)))
  }
}

/** The one kind that is nearly an isometry, the others, and whether theory knows each. */
function wideTests(wide: readonly StackedKind[]) {
  const isometric = wide.filter(k => k.activation === 'tanh' && k.ensemble === 'orthogonal')
  const others = wide.filter(k => !isometric.includes(k))
  return {
    isometric: isometric.length === 1 && isometric.every(k => spreadOf(k) <= 0.2),
    othersSpread: others.length === 3 && others.every(k => spreadOf(k) >= 5),
    known: wide.every(k => near(spreadOf(k), last(k).predicted.relativeVariance, allowed.isometry)),
    spread: isometric.map(spreadOf)[0] ?? NaN,
    least: others.reduce((least, k) => Math.min(least, spreadOf(k)), Infinity)
  }
}

function judge(evidence: JacobianEvidence): Judgement {
  const count = evidence.book.stacks[0]?.measured.length ?? 0
  if (count < fewest) return tooLittle(`At least ${fewest} networks are needed; there are ${count}.`)
  const [book, wide] = [bookTests(evidence.book), wideTests(evidence.wide)]
  const holds = book.contracts && book.rmsFits && book.largestFits && book.bounded && wide.isometric && wide.othersSpread && wide.known
  const loose = (book.bound / book.three).toFixed(1)
  return {
    verdict: holds ? 'holds' : 'fails',
    measured: `× ${numberText(book.rms)} a layer typically, × ${numberText(book.largest)} at most`,
    measuredDetail:
      `one layer of the book’s network takes ‖δ‖ times ${numberText(book.rms)} typically and ${numberText(book.largest)} at most ` +
      `(theory: ${numberText(book.predictedRms)} and ${numberText(book.predictedLargest)}); three layers at most ${numberText(book.three)}, where ` +
      `norms alone would allow ${numberText(book.bound)}`,
    explanation: explanation(evidence, loose),
    reason: reasonOf([
      [
        book.contracts && book.bounded,
        `In all ${count} of the book’s networks every singular value of a layer is below 1, and none exceeds the norm bound.`,
        `Only ${percent(book.shareContracting)} of the networks shrink δ in every direction, or a singular value exceeds the norm bound.`
      ],
      [
        book.rmsFits && book.largestFits,
        'The typical factor is √χ₁ within 5 % and three standard errors, the largest within 25 % of the infinitely wide network’s.',
        `The typical factor ${numberText(book.rms)} or the largest ${numberText(book.largest)} is not theory’s.`
      ],
      [
        wide.isometric && wide.othersSpread,
        `With orthogonal weights and tanh near its critical point ${wideSize.layers} layers spread s² by ${numberText(wide.spread)} only; Gaussian ` +
          `weights, and ReLU with either, by ${numberText(wide.least)} or more.`,
        `Orthogonal tanh spreads s² by ${numberText(wide.spread)} (0.2 at most is asked for), or one of the others by less than 5.`
      ],
      [wide.known, 'Theory knows all four spreads within 50 %.', 'Theory is off by more than 50 % for one of the spreads.']
    ]),
    limits:
      'That orthogonal tanh networks learn better: a perfect isometry at the start is one condition among several, and training leaves it. ' +
      'Theory’s numbers are for infinite width; the largest singular value of narrow layers lies below them.',
    figures: jacobianFigures(evidence)
  }
}

function explanation({ book, wide }: JacobianEvidence, loose: string): string {
  const [one] = book.stacks
  const smallest = mean(one!.measured.map(m => m.smallest))
  const bound = exp(last(wide[0]!).predicted.logBound)
  return paragraphs(
    'Equation 124 writes the error of an early layer as a product of matrices Σ′(z)Wᵀ on the error of a later one. A matrix has as many ' +
      'factors as directions: its singular values. The chapter’s argument looks at one of them, for a chain of single neurons.',
    `In the book’s networks a layer shrinks δ in every direction: most of them by √χ₁ = ${numberText(one!.predicted.rms)} or so, the weakest down to ` +
      `${numberText(smallest, 2)}. The bound from norms, ¼‖W‖ a layer, is true but ${loose} times too generous after three layers: it lets every layer hit ` +
      'the one direction that is shrunk least, and random layers do not line up.',
    'Could a deep network keep δ as it is, in every direction? Where χ₁ = 1 the average direction keeps its length, but with Gaussian weights ' +
      'the directions drift apart with every layer. Orthogonal weights stretch nothing by themselves, so that only the slopes are left, and ' +
      `tanh near its critical point has nearly all of them at 1 (the bound is ${numberText(bound, 2)}). ReLU cannot: it sets half the slopes to 0 whatever the weights.`
  )
}

export const jacobianClaim = defineClaim<JacobianEvidence, JacobianEvidence>({
  id: 'jacobian',
  number: 14,
  title: 'A layer shrinks δ in every direction, as its singular values say',
  source:
    'Matrix form: M. Nielsen, Neural Networks and Deep Learning (2015), chapter 5, eq. (124). Isometry: after Pennington et al. 2017, derived again for ' +
    'this project: docs/theory.md',
  setting:
    `the book’s [784, 30, 30, 30, 30, 10] before training; and ${wideSize.layers} layers of ${wideSize.width} neurons at χ₁ = 1, tanh (σ_w² = 1.05) and ReLU (σ_w² = 2)`,
  published: 'a product of matrices, norm at most ¼‖W‖ a layer',
  publishedDetail: 'δ of an early layer is a product of matrices Σ′(z)Wᵀ on δ of a later one; every |σ′| is at most ¼',
  experiments: () => [],
  prepare: preparation => prepareJacobian(preparation),
  gather: (_, prepared) => prepared,
  judge
})
