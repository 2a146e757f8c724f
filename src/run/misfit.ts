import type { Dataset } from '../data/index.ts'
import { InputError } from '../errors/index.ts'
import type { Experiment } from '../experiment/index.ts'

/** What to say of data that do not fit the experiment: the first thing that does not, in the document's order. */
export function dataMisfit({ network, observe, data }: Experiment, { train, inputSize, outputSize }: Dataset): InputError {
  const { layers } = network
  const sizes: readonly (readonly [where: string, asked: number, has: number, what: string])[] = [
    ['network.layers[0]', layers[0]!, inputSize, 'the width of an input'],
    [`network.layers[${layers.length - 1}]`, layers.at(-1)!, outputSize, 'the width of a target'],
    ['data.train', data.train, train.count, 'the training examples there are']
  ]
  for (const [where, asked, has, what] of sizes) {
    if (asked !== has) return misfit(where, `${has}, ${what}`, String(asked))
  }
  if (observe.examples > train.count) return misfit('observe.examples', `at most ${train.count}, all there are`, String(observe.examples))
  return misfit('observe.quantities', 'no validation quantities, as there are no validation examples', observe.quantities.join(', '))
}

export function misfit(where: string, expected: string, got: string): InputError {
  return new InputError({ code: 'experiment', where, expected, got })
}
