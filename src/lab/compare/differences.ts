import { numberText } from '../../charts/index.ts'
import type { Experiment } from '../../experiment/index.ts'
import { seriesOf, type History } from '../state/history.ts'
import { widthsText } from '../state/ghosts.ts'

/** A field that is not the same in all experiments, with its text in each; null where an experiment has no such field. */
export interface Difference {
  readonly path: string
  readonly values: readonly (string | null)[]
}

/** What differs between resolved documents, in the order of the first that has it. What is only observed is left out: it changes no run. */
export function differencesOf(experiments: readonly Experiment[]): readonly Difference[] {
  const fields = experiments.map(fieldsOf)
  const paths = [...new Set(fields.flatMap(one => [...one.keys()]))]
  return paths.flatMap(path => {
    const values = fields.map(one => one.get(path))
    return values.every(value => value === values[0]) ? [] : [{ path, values: textsOf(values) }]
  })
}

type Field = string | number | boolean | null | undefined

/** Numbers in four digits, or in full where four do not tell them apart. */
function textsOf(values: readonly Field[]): readonly (string | null)[] {
  const text = (value: Field): string | null => (value === undefined ? null : typeof value === 'number' ? numberText(value, 4, true) : String(value))
  const short = values.map(text)
  return new Set(short).size === new Set(values).size ? short : values.map(value => (value === undefined ? null : String(value)))
}

function fieldsOf({ network: { layers, ...network }, data, training: { changes, ...training }, seed }: Experiment): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>([['network.layers', widthsText(layers)]])
  const add = (path: string, value: unknown): void => {
    if (Array.isArray(value)) fields.set(path, value.join(', '))
    else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) add(`${path}.${name}`, inner)
    else fields.set(path, value as Field)
  }
  add('network', network)
  add('data', data)
  add('training', training)
  if (changes) fields.set('training.changes', changes.map(({ step, ...change }) => `${Object.entries(change).map(pair => pair.join(' ')).join(', ')} @ ${step}`).join('; '))
  add('seed', seed)
  return fields
}

/** What came of a run so far; NaN where nothing was read. */
export interface Outcome {
  readonly epochs: number
  /** ‖δ‖ of the last hidden layer over that of layer 1, at the first and the newest moment. */
  readonly gapStart: number
  readonly gapNow: number
  readonly cost: number
  readonly accuracy: number
}

export function outcomeOf({ network: { layers } }: Experiment, history: History): Outcome {
  const hidden = layers.length - 2
  const [first, last] = [seriesOf(history, 'deltaNorm', 1), seriesOf(history, 'deltaNorm', hidden)]
  const gap = (at: number): number => (hidden < 2 ? NaN : (last.at(at) ?? NaN) / (first.at(at) ?? NaN))
  const newest = (quantity: string): number => seriesOf(history, quantity, 0).findLast(Number.isFinite) ?? NaN
  return { epochs: history.epochs.at(-1) ?? NaN, gapStart: gap(0), gapNow: gap(-1), cost: newest('cost'), accuracy: newest('accuracy') }
}
