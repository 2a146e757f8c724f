import { numberText, type Axis, type Figure } from '../charts/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { gatherCurves, ofDepth, type CurveRun } from './evidence.ts'
import { curveRuns, depths } from './experiments.ts'
import { bandSeries, depthName, hiddenName, indices, percent } from './figures.ts'
import { curvesSetting, publishedInitialNorms } from './published.ts'
import { band, median, share } from './statistics.ts'

export interface NotDoneEvidence {
  readonly runs: readonly CurveRun[]
}

const enough = 12
const lowest = (values: readonly number[]): number => Math.min(...values)

/** The start is far from done: the cost can still fall by a third or more, and the network names few digits right. */
export const startsFarFromDone = (run: CurveRun): boolean => run.cost[0]! >= 1.5 * lowest(run.cost) && run.accuracy[0]! <= 0.25

/** Epoch at which the first hidden layer's norm is smallest. */
export const quietest = (run: CurveRun): number => run.deltaNorm[0]!.indexOf(lowest(run.deltaNorm[0]!))

/** The norm was smaller earlier, and the accuracy was lower then: small came before learned. */
export const smallBeforeLearned = (run: CurveRun): boolean => {
  const q = quietest(run)
  return q < 499 && run.accuracy[q]! + 0.05 < run.accuracy[499]! && run.deltaNorm[0]![499]! > run.deltaNorm[0]![q]!
}

/** The first hidden layer is far slower than the last before any training: the norm the question is about is a small one. */
export const startsSlow = (run: CurveRun): boolean => run.deltaNorm[run.depth - 1]![0]! >= 2 * run.deltaNorm[0]![0]!

function curves(runs: readonly CurveRun[]): Figure[] {
  const over = (title: string, caption: string, y: Axis, pick: (run: CurveRun) => readonly number[]): Figure => ({
    kind: 'lines',
    title,
    caption: `${caption} Median and 5–95 % band over seeds.`,
    x: { label: 'epoch + 1', scale: 'log' },
    y,
    series: depths.map(d =>
      bandSeries(
        depthName(d),
        indices(500).map(e => e + 1),
        ofDepth(runs, d).map(pick)
      )
    )
  })
  return [
    over(
      '‖δ‖ of the first hidden layer',
      'Three pictures over the same axis, epoch + 1 on a logarithmic scale, because the start matters most here.',
      { label: '‖δ‖', scale: 'log' },
      run => run.deltaNorm[0]!
    ),
    over('Cost on the same images', 'Cross-entropy, without the L2 term.', { label: 'cost', scale: 'linear' }, run => run.cost),
    over('Accuracy on the same images', 'Share of the training images named right.', { label: 'accuracy, %', scale: 'linear' }, run =>
      run.accuracy.map(a => 100 * a)
    )
  ]
}

function table(runs: readonly CurveRun[]): Figure {
  return {
    kind: 'table',
    title: 'Norm, cost and accuracy side by side',
    caption: 'Medians over seeds.',
    columns: [
      'hidden layers',
      'epoch',
      ...indices(2).map(k => `‖δ‖, ${k === 0 ? hiddenName(1) : 'last hidden layer'}`),
      'cost',
      'accuracy'
    ],
    rows: depths.flatMap(d =>
      [0, 50, 499].map(e => {
        const of = ofDepth(runs, d)
        const at = (pick: (run: CurveRun) => readonly number[]): number => median(of.map(run => pick(run)[e]!))
        return [
          d,
          e,
          numberText(at(run => run.deltaNorm[0]!)),
          numberText(at(run => run.deltaNorm[d - 1]!)),
          numberText(at(run => run.cost)),
          percent(at(run => run.accuracy))
        ]
      })
    )
  }
}

function judge({ runs }: NotDoneEvidence): Judgement {
  const fewest = Math.min(...depths.map(d => ofDepth(runs, d).length))
  if (fewest < enough) return tooLittle(`At least ${enough} finished runs of each depth are needed; there are ${fewest}.`)
  const far = share(runs, startsFarFromDone)
  const slow = share(runs, startsSlow)
  const two = ofDepth(runs, 2)
  const before = share(two, smallBeforeLearned)
  const start = band(runs.map(run => run.cost[0]!))
  const least = band(runs.map(run => lowest(run.cost)))
  const right = band(runs.map(r => r.accuracy[0]!))
  const agrees = far >= 0.95 && slow >= 0.95 && before >= 0.5
  return {
    verdict: agrees ? 'holds' : far < 0.5 || slow < 0.5 || before < 0.2 ? 'fails' : 'cannot tell',
    measured: `cost ${start.median.toFixed(1)} at the start, ${least.median.toFixed(1)} reached`,
    measuredDetail:
      `before training: cost ${start.median.toFixed(2)} (5–95 %: ${start.low.toFixed(2)} to ${start.high.toFixed(2)}), of which ` +
      `${least.median.toFixed(2)} is left at best; ${percent(right.median)} of the images named right (${percent(right.low)} to ` +
      `${percent(right.high)}); ${runs.length} runs`,
    explanation: paragraphs(
      'A small gradient can be good news: near the best parameters the slope is small because little is left to learn. The chapter ' +
        'says this cannot be the reason here, since the parameters are still random. Cost and accuracy beside the norms show it.'
    ),
    reason: reasonOf([
      [
        far >= 0.95,
        `In ${percent(far)} of the runs the untrained network names no more than a quarter of the digits right and its cost still falls ` +
          `by ` +
          'at least a third (95 % are asked for).',
        `In only ${percent(far)} of the runs does the untrained network name no more than a quarter of the digits right and have a cost ` +
          'that still falls by a third; 95 % are asked for.'
      ],
      [
        slow >= 0.95,
        `Yet the first hidden layer’s norm is already at most half the last’s in ${percent(slow)}, and the smaller the deeper the network.`,
        `The first hidden layer’s norm is at most half the last’s in only ${percent(slow)} of the untrained networks: it is not small.`
      ],
      [
        before >= 0.5,
        `Networks with two hidden layers give a second proof: in ${percent(before)} of them the first layer’s norm is smallest early ` +
          `(epoch ${median(two.map(quietest)).toFixed(0)} in the median), when accuracy is ` +
          `${percent(median(two.map(r => r.accuracy[quietest(r)]!)))}, and grows again while the network learns ` +
          `(${percent(median(two.map(r => r.accuracy[499]!)))} at epoch 499).`,
        `In only ${percent(before)} of the networks with two hidden layers is the first layer’s norm smallest before the network has ` +
          `learned; ` +
          'half are asked for.'
      ]
    ]),
    limits: 'That a small norm always means stuck. It says how steep the cost is, not how far there is to go.',
    figures: [...curves(runs), table(runs)]
  }
}

export const notDoneClaim = defineClaim<NotDoneEvidence>({
  id: 'not-done',
  number: 5,
  title: 'A small norm at the start is not good news',
  source: publishedInitialNorms.source,
  setting: curvesSetting,
  published: 'a random start is no minimum',
  publishedDetail: 'in words: random starting parameters are unlikely to be good ones, so early layers still have to learn',
  experiments: budget => depths.flatMap(depth => curveRuns(depth, budget)),
  gather: traces => ({ runs: gatherCurves(traces) }),
  judge
})
