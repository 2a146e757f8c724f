import { numberText, type Figure } from '../charts/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { gatherCurves, ofDepth, type CurveRun } from './evidence.ts'
import { curveRuns, depths } from './experiments.ts'
import { bandSeries, depthName, hiddenName, indices, outOf, percent } from './figures.ts'
import { comparedEpochs, publishedLastToFirst, publishedNorms } from './published.ts'
import { band, inside, logDistance, median, type Band } from './statistics.ts'

export interface CurvesEvidence {
  readonly runs: readonly CurveRun[]
}

interface Cell {
  readonly depth: number
  readonly layer: number
  readonly epoch: number
  readonly published: number
  readonly values: readonly number[]
}

/**
 * A published value farther than this from the seeds (standard deviations of the logarithm) cannot be one more seed:
 * by chance (54 values, 20 seeds, Student's t) in fewer than 1 of 100 reports.
 */
const farthest = 5
/** Fewest runs of a depth for a band. */
const enough = 12

function cellsOf(runs: readonly CurveRun[]): Cell[] {
  return depths.flatMap(depth =>
    publishedNorms.curves[depth - 2]!.flatMap((layers, i) =>
      layers.map((published, k) => ({
        depth,
        layer: k + 1,
        epoch: comparedEpochs[i]!,
        published,
        values: ofDepth(runs, depth).map(run => run.deltaNorm[k]![comparedEpochs[i]!]!)
      }))
    )
  )
}

/** ‖δ‖ of the last hidden layer over the first's, of each run with `depth` hidden layers, at an epoch. */
export const lastToFirst = (runs: readonly CurveRun[], depth: number, epoch: number): number[] =>
  ofDepth(runs, depth).map(run => run.deltaNorm[depth - 1]![epoch]! / run.deltaNorm[0]![epoch]!)

function curvesFigure(runs: readonly CurveRun[], depth: number): Figure {
  const of = ofDepth(runs, depth)
  return {
    kind: 'lines',
    title: `Speed of learning, ${depthName(depth)}`,
    caption: `Median and 5–95 % band of ${of.length} seeds; diamonds: the book’s run at epochs ${comparedEpochs.join(', ')}.`,
    x: { label: 'epoch', scale: 'linear' },
    y: { label: '‖δ‖ = length of ∂C/∂b', scale: 'log' },
    series: indices(depth).map(k =>
      bandSeries(
        hiddenName(k + 1),
        indices(500),
        of.map(run => run.deltaNorm[k]!)
      )
    ),
    marks: publishedNorms.curves[depth - 2]!.flatMap((layers, i) =>
      layers.map((y, k) => ({ x: comparedEpochs[i]!, y, label: `book, layer ${k + 1}` }))
    )
  }
}

const columns = ['hidden layers', 'layer', 'epoch', 'published', '5 %', 'median', '95 %', 'distance']
const rowOf = (c: Cell): (string | number)[] => {
  const b = band(c.values)
  return [
    c.depth,
    c.layer,
    c.epoch,
    ...[c.published, b.low, b.median, b.high].map(v => numberText(v)),
    logDistance(c.published, c.values).toFixed(1)
  ]
}

function cellsFigures(cells: readonly Cell[]): Figure[] {
  const outside = cells.filter(c => !inside(c.published, band(c.values)))
  const distance = 'Distance: in standard deviations of the logarithm over seeds.'
  const all: Figure = {
    kind: 'table',
    title: 'All published norms among ours',
    caption: distance,
    folded: true,
    columns,
    rows: cells.map(rowOf)
  }
  if (outside.length === 0) return [all]
  return [{ kind: 'table', title: 'Published norms outside our band', caption: distance, columns, rows: outside.map(rowOf) }, all]
}

const show = (b: Band): string => `${b.median.toFixed(0)} (5–95 %: ${b.low.toFixed(0)} to ${b.high.toFixed(0)})`

const whichData =
  'Some summaries of the chapter say that 10,000 training images were used. The book’s own script for these figures uses the first ' +
  '1,000, and so do we; --images 10000 and the presets speed-2-10000, speed-3-10000 and speed-4-10000 use 10,000.'

function ratioText(runs: readonly CurveRun[]): string {
  return (
    'The ratio is not constant in between: in the book’s own file the last hidden layer of four is ' +
    `${publishedLastToFirst.start} times as fast as the first at epoch 0, ${publishedLastToFirst.most} times at epoch 8, ` +
    `${publishedLastToFirst.least} times at epoch 61 and ${publishedLastToFirst.end} times at epoch 499. Ours: ` +
    `${[0, 8, 61, 499].map(e => median(lastToFirst(runs, 4, e)).toFixed(0)).join(', ')} (medians).`
  )
}

function judge({ runs }: CurvesEvidence): Judgement {
  const fewest = Math.min(...depths.map(d => ofDepth(runs, d).length))
  if (fewest < enough) return tooLittle(`At least ${enough} finished runs of each depth are needed for a band; there are ${fewest}.`)
  const cells = cellsOf(runs)
  const within = cells.filter(c => inside(c.published, band(c.values))).length
  const far = cells.filter(c => !(logDistance(c.published, c.values) <= farthest))
  const [start, end] = [0, 499].map(e => band(lastToFirst(runs, 4, e)))
  const ratioFits = [start!, end!].every(({ median: r }) => r > publishedLastToFirst.text / 2 && r < publishedLastToFirst.text * 2)
  const comparable = runs.every(run => run.images === 1000)
  const many = within >= 0.75 * cells.length
  const verdict = !comparable ? 'cannot tell' : far.length > 0 || !ratioFits ? 'fails' : many ? 'holds' : 'cannot tell'
  return {
    verdict,
    measured: `${start!.median.toFixed(0)} times at the start, ${end!.median.toFixed(0)} at the end`,
    measuredDetail:
      `${within} of ${cells.length} published values inside the 5–95 % band of ${fewest} seeds; with four hidden layers, last over first ` +
      `is ${show(start!)} at epoch 0 and ${show(end!)} at epoch 499`,
    explanation: paragraphs(
      'The chapter follows ‖δ‖ of every hidden layer through 500 epochs, each one update on all images, and finds that early ' +
        'layers stay slower throughout.',
      earlyStaysSlower(runs),
      ratioText(runs),
      whichData
    ),
    reason: comparable
      ? reasonOf([
          [
            many,
            `${within} of the ${cells.length} values read from the book’s files lie inside our 5–95 % band ` +
              `(${percent(within / cells.length, 0)}). Were the book’s run one more seed, about ${percent(expectedInside(fewest), 0)} ` +
              `would ` +
              '(a band from few seeds is narrower than the true one); at least 75 % are asked for, because the values of one run hang ' +
              'together.',
            `Only ${within} of the ${cells.length} values read from the book’s files lie inside our 5–95 % band, where about ` +
              `${percent(expectedInside(fewest), 0)} would if the book’s run were one more seed, and at least 75 % are asked for.`
          ],
          [
            far.length === 0,
            `None lies more than ${farthest} standard deviations (of the logarithm) away; one that did would fail the claim.`,
            `${far.length} of them lie more than ${farthest} standard deviations (of the logarithm) away: such a run is not one more ` +
              `seed ` +
              `of ours.`
          ],
          [
            ratioFits,
            'With four hidden layers the last is within a factor 2 of 100 times as fast as the first, at the start and at the end.',
            'With four hidden layers the last is not within a factor 2 of 100 times as fast as the first.'
          ]
        ])
      : 'These runs did not use the 1,000 images of the published ones, so the published values are shown for orientation and are not ' +
        'judged.',
    limits:
      'That the first layer is a hundred times slower in every sense. ‖δ‖ is one measure, of gradients averaged over all images and of ' +
      'biases only; claim 6 shows what other measures say of the same runs.',
    figures: [...depths.map(d => curvesFigure(runs, d)), ...cellsFigures(cells)]
  }
}

/** Chance that a further draw lies between the 5 % and 95 % quantiles of n others: 1 − 2(1 + 0.05(n − 1))/(n + 1), about 0.9 for many. */
export const expectedInside = (n: number): number => 1 - (2 * (1 + 0.05 * (n - 1))) / (n + 1)

/** Epochs at which the first hidden layer's norm is not below the last's. */
const overtaken = (run: CurveRun): number[] => indices(500).filter(e => !(run.deltaNorm[0]![e]! < run.deltaNorm[run.depth - 1]![e]!))

function earlyStaysSlower(runs: readonly CurveRun[]): string {
  const counts = depths.map(d => {
    const of = ofDepth(runs, d)
    return `${outOf(of.filter(run => overtaken(run).length === 0).length, of.length)} runs with ${d}`
  })
  const epochs = runs.flatMap(overtaken)
  const most = Math.max(...runs.flatMap(run => overtaken(run).map(e => run.deltaNorm[0]![e]! / run.deltaNorm[run.depth - 1]![e]!)))
  return (
    `The first hidden layer’s norm is below the last’s at every single epoch in ${counts.join(', ')} hidden layers.` +
    (epochs.length > 0
      ? ` In the others the first layer is for a while the faster one, by a factor of ${most.toFixed(1)} at most, between epochs ` +
        `${Math.min(...epochs)} and ${Math.max(...epochs)}: “throughout” has exceptions.`
      : '')
  )
}

export const curvesClaim = defineClaim<CurvesEvidence>({
  id: 'curves',
  number: 4,
  title: 'Early layers stay slower all through training, by roughly 100 times with four hidden layers',
  source: publishedNorms.source,
  setting: publishedNorms.setting,
  published: 'roughly 100 times (four layers)',
  publishedDetail:
    'three figures, one run each (54 values compared); with four hidden layers the first learns “roughly 100 times” slower than the last ' +
    `(${publishedLastToFirst.start} at epoch 0, ${publishedLastToFirst.end} at epoch 499)`,
  experiments: budget => depths.flatMap(depth => curveRuns(depth, budget)),
  gather: traces => ({ runs: gatherCurves(traces) }),
  judge
})
