import { LIMITS } from '../../../experiment/index.ts'
import type { Setting } from '../edit/edit.ts'
import type { FileKind } from './kind-of.ts'
import type { ColumnSize } from './sizes.ts'
import type { Classes } from './table.ts'

/** What is known of a reader's data, whichever files they came in. */
export interface Facts {
  readonly kind: FileKind
  /** Names as in the document. */
  readonly inputs: string
  readonly targets: string
  readonly rows: number
  readonly inputSize: number
  /** Numbers in a row of targets. */
  readonly targetSize: number
  readonly classes: Classes
  /** Inputs are single bytes, as pixels are. */
  readonly bytes: boolean
  /** Of the columns of inputs. */
  readonly sizes: readonly ColumnSize[]
}

/** Whole numbers with more different values than this are measured, not labels. */
const MOST_LABELS = 100
const MOST_VALUES = 20_000_000
const MOST_ROWS = 10_000

export type Task = 'classification' | 'regression'

/** Labels are text, or few whole numbers that come again. */
export function taskOf({ targetSize, classes: { different, numbers, whole }, rows }: Facts): Task {
  if (targetSize !== 1) return 'regression'
  if (!numbers) return 'classification'
  return whole && different >= 2 && different <= MOST_LABELS && different * 2 <= rows ? 'classification' : 'regression'
}

/** What the inputs are multiplied by: a pixel is byte/256, as in the book. */
export const scaleOf = ({ bytes }: Facts): number => (bytes ? 1 / 256 : 1)

/** The settings that take the data, with a network that fits: hidden layers stay. Training gets all rows, but for very many. */
export function settingsFor(
  facts: Facts, layers: readonly number[], task: Task = taskOf(facts), standardize = false
): readonly Setting[] {
  const { kind, inputs, targets, rows, inputSize, targetSize, classes } = facts
  const outputs = task === 'regression' ? targetSize : Math.min(LIMITS.classes, Math.max(2, classes.different))
  const train = Math.max(1, Math.min(rows, MOST_ROWS, Math.floor(MOST_VALUES / inputSize)))
  return [
    ['data', { kind, inputs, targets, task, scale: scaleOf(facts), train, validation: 0, standardize }],
    ['network.layers', [inputSize, ...layers.slice(1, -1), outputs]]
  ]
}
