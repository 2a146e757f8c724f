import { numberText, type Figure } from '../charts/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import {
  chanceAccuracy, cureRuns, cureVerdict, gatherCures, spreadOf, type CureRuns, type CuresEvidence, type CureVerdict
} from './cures-evidence.ts'
import { outOf, percent } from './figures.ts'

/** Runs of each cure below which Wilson's interval cannot decide. */
const enough = 8

const words: Readonly<Record<CureVerdict, string>> = { helps: 'helps', 'does not': 'does not help', 'cannot tell': 'cannot tell' }

function verdictText({ runs }: CureRuns): string {
  const diverged = runs.filter(run => run.diverged).length
  return words[cureVerdict(runs).verdict] + (diverged > 0 ? `; ${diverged} diverged` : '')
}

const epochText = (epoch: number): string => (epoch === Infinity ? 'never' : Number.isNaN(epoch) ? '–' : String(epoch))
const ratioText = (values: readonly number[]): string => {
  const { low, median, high } = spreadOf(values)
  return Number.isNaN(median) ? '–' : `${numberText(median, 2)} (${numberText(low, 2)}–${numberText(high, 2)})`
}

const shareText = (one: CureRuns, key: 'ratioAtStart' | 'ratioAtEnd'): string => {
  const { median } = spreadOf(one.runs.map(run => run[key]))
  return Number.isNaN(median) ? '–' : numberText(median, 2)
}

function row(one: CureRuns): (string | number)[] {
  const { cure, runs } = one
  const ratios = `${shareText(one, 'ratioAtStart')} → ${shareText(one, 'ratioAtEnd')}`
  const right = percent(spreadOf(runs.map(run => run.accuracy)).median)
  return [
    cure.name, `${cureVerdict(runs).left} of ${runs.length}`, epochText(spreadOf(runs.map(run => run.left)).median), right, ratios,
    verdictText(one)
  ]
}

function spreadRow({ cure, runs }: CureRuns): (string | number)[] {
  const { low, high } = cureVerdict(runs)
  const epochs = spreadOf(runs.map(run => run.left))
  const right = spreadOf(runs.map(run => run.accuracy))
  return [
    cure.name, cure.epochs, `${percent(low, 0)}–${percent(high, 0)}`, `${epochText(epochs.low)}–${epochText(epochs.high)}`,
    `${percent(right.low)}–${percent(right.high)}`, ratioText(runs.map(run => run.ratioAtStart)), ratioText(runs.map(run => run.ratioAtEnd))
  ]
}

function figures(list: readonly CureRuns[]): Figure[] {
  return [
    {
      kind: 'table',
      title: 'What frees the stuck network',
      caption:
        `Four hidden layers of 30, full batch of 1,000 images, η 0.1, λ 5 unless said. Left the plateau: from some epoch on more than ` +
        `${percent(chanceAccuracy)} right. Epoch, accuracy and ratio (‖δ‖ of the last hidden layer over the first, at the start and at ` +
        'the end) are medians over seeds, after 80 to 500 epochs (below). A run that diverged counts as 0 % and as never having left. ' +
        'Scaled weights are orthogonal times 4, with biases 0; SELU comes with its LeCun weights and biases 0.',
      columns: ['change', 'left', 'at epoch', 'accuracy', 'last/first ‖δ‖', 'verdict'],
      rows: list.map(row)
    },
    {
      kind: 'table',
      folded: true,
      title: 'The spread over seeds',
      caption: 'Wilson’s 95 % interval for the share that left; for all else the least and the most, ratios with their median.',
      columns: ['change', 'epochs', 'share that left', 'at epoch', 'accuracy', 'ratio at the start', 'at the end'],
      rows: list.map(spreadRow)
    },
    {
      kind: 'bars',
      title: 'Training images named right at the end',
      caption: 'Median over seeds, bars from the least to the most. After as many epochs as the table says.',
      spread: 'least to most',
      y: { label: 'accuracy, %', scale: 'linear' },
      groups: list.filter(({ cure }) => cure.preset.startsWith('cure') || cure.said).map(({ cure, runs }) => {
        const { low, median, high } = spreadOf(runs.map(run => run.accuracy))
        return { name: '', bars: [{ name: cure.name, value: 100 * median, low: 100 * low, high: 100 * high }] }
      })
    }
  ]
}

const names = (list: readonly CureRuns[]): string => list.map(({ cure }) => cure.name).join(', ') || 'none'

const divergedText = ({ cure, runs }: CureRuns): string => `${cure.name} in ${outOf(runs.filter(r => r.diverged).length, runs.length)}`

/** What the pair of changes says of the single one. */
function adamText(list: readonly CureRuns[]): string {
  const free = list.find(({ cure }) => cure.preset === 'cure-adam-free')
  if (!free) return ''
  const { left } = cureVerdict(free.runs)
  const runs = `${outOf(left, free.runs.length)} runs within ${free.cure.epochs} epochs`
  return ` With ten times the rate and no decay Adam leaves the plateau in ${runs}.`
}

function explanation(list: readonly CureRuns[], freed: readonly CureRuns[], stuck: readonly CureRuns[], open: readonly CureRuns[]): string {
  const start = (one: CureRuns): number => spreadOf(one.runs.map(run => run.ratioAtStart)).median
  const epochsOf = (one: CureRuns): number => spreadOf(one.runs.map(run => run.left)).median
  const quickest = [...freed].sort((a, b) => epochsOf(a) - epochsOf(b))[0]
  const byDescent = freed.filter(({ cure }) => cure.descent).map(({ cure }) => cure.name).join(', ')
  const diverging = list.filter(({ runs }) => runs.some(run => run.diverged))
  return paragraphs(
    'The book’s network with four hidden layers never learns in 500 epochs on 1,000 images (claim 6). Each line of the table changes ' +
      'one thing (two, where it names two) and leaves all else as it is: the same images, rate, decay and seeds.',
    `Freed: ${names(freed)}.` +
      (quickest ? ` Quickest, by the median: ${quickest.cure.name}, after ${epochsOf(quickest)} epochs.` : '') +
      ` What these ${byDescent ? `but ${byDescent} ` : ''}have in common is that they act on the signal itself: they make slopes or weights larger, or give δ ` +
      'a way around them. The ' +
      `ratio of last to first ‖δ‖ at the start, ${numberText(start(list[0]!), 3)} in the book’s network, is ` +
      `${freed.map(one => `${numberText(start(one), 2)} (${one.cure.name})`).join(', ')}.`,
    `Not freed: ${names(stuck.filter(({ cure }) => cure !== list[0]!.cure))}. Momentum multiplies every layer’s step by the same factor. ` +
      'Adam gives every layer steps of equal size, yet of the gradient with the weight decay in it; where the cost’s own share is ' +
      `small, what it magnifies is the decay. Not decided: ${names(open)}.` + adamText(list),
    diverging.length === 0 ? '' : `Diverged: ${diverging.map(divergedText).join('; ')} runs. ` +
      'A cure for too small a gradient can make it too large for the same learning rate.'
  ).trim()
}

function judge({ cures }: CuresEvidence): Judgement {
  const fewest = Math.min(...cures.map(({ runs }) => runs.length))
  if (cures.length === 0 || !(fewest >= enough))
    return tooLittle(`At least ${enough} finished runs of each cure are needed; there are ${fewest}.`)
  const of = (verdict: CureVerdict): CureRuns[] => cures.filter(({ runs }) => cureVerdict(runs).verdict === verdict)
  const [freed, stuck, open] = [of('helps'), of('does not'), of('cannot tell')]
  const said = cures.filter(({ cure }) => cure.said)
  const contrary = said.filter(({ cure, runs }) => ![cure.said, 'cannot tell'].includes(cureVerdict(runs).verdict))
  const undecided = said.filter(({ runs }) => cureVerdict(runs).verdict === 'cannot tell')
  const helping = said.filter(({ cure }) => cure.said === 'helps')
  return {
    verdict: contrary.length > 0 ? 'fails' : undecided.length > 0 ? 'cannot tell' : 'holds',
    refined: true,
    measured: `${freed.length} changes free it, ${stuck.filter(({ cure }) => cure !== cures[0]!.cure).length} do not`,
    measuredDetail: `freed: ${names(freed)}; not freed: ${names(stuck)}; not decided: ${names(open)}`,
    explanation: explanation(cures, freed, stuck, open),
    reason: reasonOf([
      [
        contrary.length === 0 && undecided.length === 0,
        `A change helps when more than half of all networks leave the plateau with it, by the lower end of Wilson’s 95 % interval; it ` +
          `does not when fewer than half do, by the upper end. All ${helping.length} that are said to help do, and the book’s network, ` +
          'momentum and Adam alone do not: so the cures work, but not every one that is commonly named.',
        `Contrary to what is said: ${names(contrary)}. Not decided by Wilson’s 95 % interval: ${names(undecided)}.`
      ]
    ]),
    limits:
      'Which cure is the best. Each is shown at one setting, on 1,000 images and for a limited number of epochs, by accuracy on the ' +
      'images it was trained on; a change that does not help here may do so at another rate, with mini-batches or in more time.',
    figures: figures(cures)
  }
}

export const curesClaim = defineClaim<CuresEvidence>({
  id: 'cures',
  number: 20,
  title: 'Cures for the stuck network: weights, neurons, normalisation and links, but not momentum or Adam alone',
  source: 'not in the chapter, which leaves cures to chapter 6; measured for this project',
  setting: '[784, 30, 30, 30, 30, 10], first 1,000 training images, full batch, η = 0.1, λ = 5, one change at a time',
  published: 'not in the chapter',
  publishedDetail: 'nothing; claim 6 found this network stuck at 11.7 %, the share of the most frequent digit',
  experiments: cureRuns,
  gather: gatherCures,
  judge
})
