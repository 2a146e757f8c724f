import type { Catalogue } from './index.ts'

export const english = {
  title: 'Compare',
  lead: 'Keep this run, change something, and see both in the charts above: kept runs are the thin dashed lines. Up to four.',
  keep: 'Keep this run',
  full: 'Four runs are kept. Remove one to keep another.',
  kept: (name: string) => `Kept as ${name}.`,
  removed: (name: string) => `Removed ${name}.`,
  list: 'Kept runs',
  name: (name: string) => `Name of the run ${name}`,
  remove: (name: string) => `Remove ${name}`,
  open: (name: string) => `Open again: ${name}`,
  openShort: 'Open again',
  removeShort: 'Remove',
  table: 'What differs, and what came of it',
  now: 'this run',
  differs: 'What differs',
  numbers: 'What came of it',
  alike: 'The experiments are the same.',
  missing: 'none',
  epochs: 'Epochs trained',
  gapStart: 'Last hidden layer ÷ layer 1, start',
  gapNow: 'Last hidden layer ÷ layer 1, now',
  cost: 'Cost',
  accuracy: 'Accuracy',
  fingerprint: 'Fingerprint',
  times: (n: string) => `${n} ×`, percent: (n: string) => `${n} %`,
  depths: {
    title: 'The same at depths 1 to 6',
    lead:
      'Trains this experiment with one to six hidden layers of the same width, one after another, beside the run on the page. Same ' +
      'axes for all.',
    start: 'Train depths 1 to 6', again: 'Train them again', stop: 'Stop',
    own: 'Not with your own files: they are in this page’s run only.', weights: 'Not with weights from a file: they fit one depth only.',
    name: (n: number) => (n === 1 ? '1 hidden layer' : `${n} hidden layers`),
    open: (n: number) => `Open the experiment with ${n} hidden ${n === 1 ? 'layer' : 'layers'}`,
    waiting: 'waiting',
    training: (epoch: string) => `epoch ${epoch}`,
    gap: (times: string) => `last ÷ first: ${times} ×`,
    only: 'one layer, no gap',
    ended: 'grew beyond all numbers',
    failed: 'cannot run',
    stopped: 'stopped',
    done: 'All depths are trained.',
    layer: (l: number) => `layer ${l}`,
    speed: '‖δ‖',
    epoch: 'epoch'
  }
}

export type CompareWords = Catalogue<typeof english>
