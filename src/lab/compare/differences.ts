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
  const text = (value: Field, number: (n: number) => string): string | null =>
    (value === undefined ? null : typeof value === 'number' ? number(value) : String(value))
  const short = values.map(value => text(value, n => numberText(n, 4, true)))
  return new Set(short).size === new Set(values).size ? short : values.map(value => text(value, String))
}

function fieldsOf(experiment: Experiment): ReadonlyMap<string, Field> {
  const { network: { layers, ...network }, data, training: { changes = [], ...training }, seed } = experiment
  const fields = new Map<string, Field>([['network.layers', widthsText(layers)]])
  const add = (path: string, value: unknown): void => {
    if (Array.isArray(value)) fields.set(path, value.join(', '))
    else if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) add(`${path}.${name}`, inner)
    else fields.set(path, value as Field)
  }
  add('network', network)
  add('data', data)
  add('training', training)
  const texts = changes.map(({ step, ...change }) => `${Object.entries(change).map(pair => pair.join(' ')).join(', ')} @ ${step}`)
  if (texts.length > 0) fields.set('training.changes', texts.join('; '))
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
