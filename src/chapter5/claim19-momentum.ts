import { numberText } from '../charts/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { compare, gatherMomentum, momentumRuns, type CellName, type MomentumRun } from './momentum-evidence.ts'
import { momentumFigures, type NamedComparison } from './momentum-figures.ts'
import { publishedMomentum } from './published.ts'

export interface MomentumEvidence {
  readonly runs: readonly MomentumRun[]
}

const cell = (method: string, start = 'sparse ×1', task: MomentumRun['task'] = 'curves'): CellName => ({ task, method, start })
const text = (c: NamedComparison): string => `${c.name} ${numberText(c.ratio)} (${numberText(c.low)} to ${numberText(c.high)})`
const better = (c: NamedComparison): boolean => c.high < 1
const worse = (c: NamedComparison): boolean => c.low > 1

function comparisonsOf(runs: readonly MomentumRun[]) {
  const of = (name: string, first: CellName, second: CellName): NamedComparison => ({ name, ...compare(runs, [[first, second]]) })
  const momentum = ['classical 0.9', 'classical 0.99', 'Nesterov 0.9', 'Nesterov 0.99'].map(m => of(`${m} / none`, cell(m), cell('none')))
  const starts = ['sparse ×0.25', 'sparse ×4', 'normalised'].map(s =>
    of(`sparse ×1 / ${s}, Nesterov 0.99`, cell('Nesterov 0.99'), cell('Nesterov 0.99', s)))
  return {
    momentum,
    starts,
    nesterov: {
      name: 'Nesterov / classical, both maxima', ...compare(runs, ['0.9', '0.99'].map(max => [cell(`Nesterov ${max}`), cell(`classical ${max}`)] as const))
    },
    each: ['0.9', '0.99'].map(max => of(`Nesterov ${max} / classical ${max}`, cell(`Nesterov ${max}`), cell(`classical ${max}`))),
    larger: of('Nesterov 0.99 / Nesterov 0.9', cell('Nesterov 0.99'), cell('Nesterov 0.9')),
    digits: of('Nesterov 0.99 / none, MNIST', cell('Nesterov 0.99', 'sparse ×1', 'mnist'), cell('none', 'sparse ×1', 'mnist'))
  }
}

function judge({ runs }: MomentumEvidence): Judgement {
  const c = comparisonsOf(runs)
  const core = [...c.momentum, ...c.starts, c.nesterov]
  if (core.some(({ pairs }) => pairs < 3)) return tooLittle('At least three seeds of every cell on curves are needed.')
  const all = [...core, ...c.each, c.larger, c.digits]
  const [momentum, starts, nesterov] = [c.momentum.every(better), c.starts.every(better), better(c.nesterov)]
  // A non-finite ratio is not "not seen": a run broke.
  const wrong = core.some(x => worse(x) || !(x.ratio < Infinity))
  const verdict = momentum && starts && nesterov ? 'holds' : wrong ? 'fails' : 'cannot tell'
  return {
    verdict,
    refined: !better(c.larger),
    measured: `error with Nesterov ${numberText(c.momentum[3]!.ratio, 2)} of without, ${numberText(c.nesterov.ratio, 2)} of classical`,
    measuredDetail: `on curves, ratios of squared errors with 95 % intervals: ${[c.momentum[3]!, c.nesterov, ...c.starts].map(text).join('; ')}`,
    explanation: explanation(c.larger),
    reason: reasonOf([
      [
        momentum,
        'Each of the four momentum methods ends with a smaller error than none, seed by seed, the whole 95 % interval below 1.',
        `Not every momentum method is better than none: ${c.momentum.filter(x => !better(x)).map(text).join('; ')}.`
      ],
      [
        nesterov,
        `Nesterov’s ends below the classical: ${text(c.nesterov)}.`,
        `Nesterov’s is not shown to be better than the classical: ${text(c.nesterov)}.`
      ],
      [
        starts,
        'With the same momentum the sparse start beats the same a quarter as large, four times as large, and the normalised uniform one.',
        `The sparse start is not shown to beat these: ${c.starts.filter(x => !better(x)).map(text).join('; ')}.`
      ],
      [
        better(c.larger),
        `A larger momentum is better: ${text(c.larger)}.`,
        `What is not seen here is the paper’s gain from 0.9 to 0.99 (${text(c.larger)}), hence “refined”.`
      ]
    ]),
    limits:
      'The paper’s errors: its networks are many times as wide, its images 28 pixels wide, and it makes 750,000 updates. The schedule is the ' +
      'paper’s, so that 0.99 needs 12,250 updates and 0.995 needs 24,750; a default run ends at 2,500, where momentum is 0.95, and cannot tell 0.99 from ' +
      '0.999. The paper lowers momentum to 0.9 for its last 1,000 updates: so does --full (15,000 updates), a default run does not. Our curves follow our own formula, our cost is half the squared error, ' +
      'and rates are the best of a coarse grid for another seed.',
    figures: momentumFigures(runs, all)
  }
}

const explanation = (larger: NamedComparison): string => paragraphs(
  'Deep autoencoders were long the example of what gradient descent cannot train: a network squeezes an image through a few neurons and has to give it back. ' +
    'Unlike vanishing gradients at the start, the obstacle is a long narrow valley of the cost: steep across, nearly flat along.',
  'Momentum adds up what successive gradients agree on, so that it is fast along the valley; the schedule μ = min(1 − 1/(2(⌊t/250⌋ + 1)), μmax) raises it ' +
    'as the valley gets flatter. Nesterov’s takes the gradient where momentum is about to lead, and so brakes before it swings across; this matters at large μ.',
  'Neither helps from a bad start. With weights a quarter as large, or the normalised uniform ones, the network answers every image with about the mean image for long; four ' +
    'times as large, the neurons are saturated. Sparse weights, 15 a neuron from N(0, 1), keep neurons apart without saturating them.' +
    (larger.high < 1 ? '' : ' In a run as short as this a momentum near 0.95 leaves noise in the end result that the paper removes by lowering it at the end.')
)

export const momentumClaim = defineClaim<MomentumEvidence>({
  id: 'momentum',
  number: 19,
  title: 'A good start and momentum train deep autoencoders; Nesterov’s is the better one',
  source: publishedMomentum.source,
  setting:
    'sigmoid autoencoders [144, 48, 24, 6, 24, 48, 144] on 1,000 images of curves (12 × 12 pixels, drawn here) and [784, 40, 10, 40, 784] on 1,000 MNIST ' +
    'images; sparse start, biases 0, batches of 40; squared error on the training images',
  published: 'Curves: 0.48 without, 0.10 classical, 0.096 Nesterov (0.99)',
  publishedDetail:
    'squared error on Curves: 0.48 without momentum; classical 0.15 (0.9), 0.10 (0.99); Nesterov 0.16, 0.096, and 0.074 (0.999); weights at the start a ' +
    'quarter as large: 16, four times: 0.35',
  experiments: momentumRuns,
  gather: traces => ({ runs: gatherMomentum(traces) }),
  judge
})
