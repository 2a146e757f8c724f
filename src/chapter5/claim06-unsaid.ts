import { numberText } from '../charts/index.ts'
import { wilsonInterval } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { gatherCurves, ofDepth, valuesOf, type CurveRun } from './evidence.ts'
import { blindRuns, curveRuns, depths, isBlind } from './experiments.ts'
import { outOf, percent } from './figures.ts'
import { computedCollapse, curvesSetting, labelCounts } from './published.ts'
import { band, median, share, type Band } from './statistics.ts'
import {
  atChance,
  blindAsCounted,
  chanceFigures,
  collapse,
  constantCost,
  early,
  measureCurves,
  measures,
  measureTables,
  spreadOver,
  type Measure
} from './unsaid-figures.ts'

export interface UnsaidEvidence {
  readonly runs: readonly CurveRun[]
  /** Accuracy of networks that name one digit for every image, whatever it shows. */
  readonly blind: readonly number[]
}

const enough = 12

function judge({ runs, blind }: UnsaidEvidence): Judgement {
  const fewest = Math.min(...depths.map(d => ofDepth(runs, d).length))
  if (fewest < enough) return tooLittle(`At least ${enough} finished runs of each depth are needed; there are ${fewest}.`)
  if (blind.length === 0) return tooLittle('At least one network that cannot see is needed to say what chance is.')
  const chance = Math.max(...blind)
  const { images } = runs[0]!
  const four = ofDepth(runs, 4)
  const counts = depths.map(d => ofDepth(runs, d).filter(r => atChance(r, chance)).length)
  const sizes = depths.map(d => ofDepth(runs, d).length)
  const stuck = [1, 2].map(k => wilsonInterval(counts[k]!, sizes[k]!))
  const shallow = counts[0]! / sizes[0]!
  const cancelled = share(four, run => collapse(run, 'deltaNorm') > 10 * collapse(run, 'deltaRms'))
  const flattened = share(four, run => spreadOver(run, 'weightGradientNorm', early) < spreadOver(run, 'deltaNorm', early) / 3)
  const counted = blindAsCounted(blind, images)
  const deepAreStuck = stuck.every(s => s.low > 0.5)
  const areStuck = deepAreStuck && shallow < 0.5
  const found = areStuck && cancelled >= 0.9 && flattened >= 0.75 && counted
  const contradicted =
    !counted || stuck.some(s => s.high < 0.5) || wilsonInterval(counts[0]!, sizes[0]!).low > 0.5 || cancelled < 0.5 || flattened < 0.5
  const falls = measures.map(m => band(four.map(run => collapse(run, m.key))))
  const at = (key: Measure, epoch: number): string => numberText(median(four.map(r => spreadOver(r, key, epoch))))
  const stuckText = depths.map((d, k) => `${outOf(counts[k]!, sizes[k]!)} runs with ${d}`).join(', ')
  const size = (b: Band): string => `${b.median.toPrecision(3)} (5–95 %: ${b.low.toPrecision(3)} to ${b.high.toPrecision(3)})`
  return {
    verdict: found ? 'holds' : contradicted ? 'fails' : 'cannot tell',
    refined: true,
    measured:
      `at chance: ${counts.map((c, k) => `${c}/${sizes[k]!}`).join(', ')} runs; ÷${falls[0]!.median.toFixed(0)} against ` +
      `÷${falls[1]!.median.toFixed(1)}`,
    measuredDetail:
      `at chance after 500 epochs: ${stuckText} hidden layers; by epoch ${early} the mean δ of the last of four has fallen by a factor ` +
      `of ${size(falls[0]!)}, the δ of single images by ${size(falls[1]!)}`,
    explanation: paragraphs(
      'Two facts about these curves are not in the chapter; they change how to read them.',
      `First, most networks with three hidden layers and those with four do not learn to read digits in this experiment. After 500 ` +
        `updates ` +
        `${stuckText} hidden layers are right for ${percent(chance)} of the images or hardly more (medians ` +
        `${depths.map(d => percent(median(ofDepth(runs, d).map(r => r.accuracy[499]!)))).join(', ')}). That is what a network reaches ` +
        `that always names the most frequent digit${digitText(images)}: they have fitted their output biases to how often each digit ` +
        `occurs, and hardly anything else. Their cost says the same: ` +
        `${[3, 4].map(d => numberText(median(ofDepth(runs, d).map(r => r.cost[499]!)), 4)).join(' and ')} in the median, where the best ` +
        `answer that is the same for every image costs ${numberText(constantCost(images), 4)}. These curves describe networks on a ` +
        'plateau, not networks that learn slowly.',
      `Second, most of the steep fall of ‖δ‖ in the first ${early} epochs is cancellation. ‖δ‖ is the length of an average over all ` +
        `images. In the last of four hidden layers it falls by a factor of ${falls[0]!.median.toFixed(0)}, but the δ of a single image ` +
        `only by ${falls[1]!.median.toFixed(1)}: single images still pull, in directions that now cancel. ∂C/∂W of that layer, an ` +
        `average ` +
        `too, falls by ${falls[2]!.median.toFixed(0)}.`,
      'So “the first layer is a hundred times slower” is a statement about averaged bias gradients. At the very start, the last hidden ' +
        `layer exceeds the first by ${at('deltaNorm', 0)} in that measure and by ${at('weightGradientNorm', 0)} in ∂C/∂W; at epoch ` +
        `${early} by ${at('deltaNorm', early)} and by only ${at('weightGradientNorm', early)}.`
    ),
    reason: reasonOf([
      [
        areStuck,
        'More than half of the runs with three and with four hidden layers are at chance (by the lower end of the interval below), and ' +
          'fewer ' +
          'than half of those with two.',
        deepAreStuck
          ? 'Not fewer than half of the runs with two hidden layers are at chance too, so it is not depth that sticks.'
          : 'It could not be shown that more than half of the runs with three and with four hidden layers are at chance, and fewer than ' +
            'half of those with two.'
      ],
      [
        cancelled >= 0.9,
        `The mean δ falls at least ten times as much as that of single images in ${percent(cancelled, 0)} of the runs (90 % are asked ` +
          `for).`,
        `The mean δ falls at least ten times as much as that of single images in only ${percent(cancelled, 0)} of the runs.`
      ],
      [
        flattened >= 0.75,
        `Measured by ∂C/∂W, the difference between first and last layer at epoch ${early} is less than a third of that by mean δ in ` +
          `${percent(flattened, 0)} (75 % are asked for).`,
        `Measured by ∂C/∂W, the difference between first and last layer is less than a third of that by mean δ in only ` +
          `${percent(flattened, 0)}.`
      ],
      [
        counted,
        'The blind networks are right exactly as often as digits occur among the labels.',
        'The blind networks are not right as often as digits occur among the labels: these are not the images the claim is about.'
      ],
      ...(found ? [[true, 'The curves themselves are as published (claim 4); the correction is in how to read them.', ''] as const] : [])
    ]),
    limits:
      'That deep networks of this kind can never learn. With mini-batches on 50,000 images (claim 1) the same architectures read digits ' +
      'well.',
    figures: [...chanceFigures(runs, chance), ...measureCurves(four), ...measureTables(four)]
  }
}

/** Whole numbers with a comma every three digits. */
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

/** Which digit is the most frequent, of how many. */
function digitText(images: number): string {
  const counts = labelCounts[images]
  if (counts === undefined) return ''
  const most = Math.max(...counts)
  return ` (${counts.indexOf(most)}, on ${grouped(most)} of the ${grouped(images)} images)`
}

export const unsaidClaim = defineClaim<UnsaidEvidence>({
  id: 'unsaid',
  number: 6,
  title: 'What the curves do not say: stuck at chance, and cancelled in the average',
  source: 'not in the chapter; found for this project',
  setting: curvesSetting,
  published: 'not in the chapter',
  publishedDetail:
    'nothing; an earlier simulation for this project (NumPy) found most networks with three and four hidden layers at chance, and by ' +
    'epoch ' +
    `50 the mean δ smaller by ${computedCollapse.mean}, that of single images by ${computedCollapse.single}`,
  experiments: budget => [...depths.flatMap(depth => curveRuns(depth, budget)), ...blindRuns(budget)],
  gather: traces => ({
    runs: gatherCurves(traces),
    blind: traces.filter(isBlind).flatMap(trace => valuesOf(trace, 'accuracy', 0).slice(0, 1))
  }),
  judge
})
