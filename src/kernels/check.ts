import { InputError, shown } from '../errors/index.ts'
import type { Examples, LayerParameters, LayerProgram, Program } from './contract.ts'

const fail = (where: string, expected: string, got: unknown, remedy?: string): never => {
  throw new InputError({ code: 'experiment', where, expected, got: shown(got), ...(remedy ? { remedy } : {}) })
}
const whole = (value: number, low: number): boolean => Number.isSafeInteger(value) && value >= low

/** Refuses a program that no kernel could run: sizes that do not chain, a cost that does not fit the output, misplaced links. */
export function checkProgram(program: Program): void {
  const { layers, cost, capacity } = program
  if (layers.length === 0) fail('program.layers', 'at least one layer', layers.length)
  if (!whole(capacity, 1)) fail('program.capacity', 'a whole number of rows ≥ 1', capacity)
  layers.forEach((layer, i) => checkLayer(layer, i === 0 ? null : layers[i - 1]!, i === layers.length - 1, `program.layers[${i}]`))
  const output = layers.at(-1)!.activation.name
  if (cost === 'crossEntropy' && output !== 'sigmoid') fail('program.cost', 'a sigmoid output with crossEntropy', output)
  if ((cost === 'logLikelihood') !== (output === 'softmax')) fail('program.cost', 'softmax and logLikelihood together', [output, cost])
}

function checkLayer(layer: LayerProgram, below: LayerProgram | null, isOutput: boolean, where: string): void {
  for (const name of ['fanIn', 'fanOut'] as const) if (!whole(layer[name], 1)) fail(`${where}.${name}`, 'a whole number ≥ 1', layer[name])
  if (below && below.fanOut !== layer.fanIn) fail(`${where}.fanIn`, `the ${below.fanOut} units of the layer below`, layer.fanIn)
  if (isOutput && (layer.normalization !== 'none' || layer.residual)) {
    fail(where, 'an output layer without normalisation or residual link', layer)
  }
  if (!isOutput && layer.activation.name === 'softmax') fail(`${where}.activation`, 'an elementwise one on a hidden layer', 'softmax')
  if (layer.residual && (!below || layer.fanIn !== layer.fanOut)) {
    fail(`${where}.residual`, 'a hidden layer l ≥ 2 of equal widths', [layer.fanIn, layer.fanOut])
  }
}

/** Refuses arrays whose lengths do not fit `count` rows of the program's input and output. */
export function checkExamples(program: Program, examples: Examples): void {
  const { count } = examples
  if (!whole(count, 1)) fail('examples.count', 'a whole number ≥ 1', count)
  const sized = (name: 'inputs' | 'targets', size: number, remedy: string): void => {
    const { length } = examples[name]
    if (length !== count * size) fail(`examples.${name}`, `${count} × ${size} values`, length, remedy)
  }
  sized('inputs', program.layers[0]!.fanIn, 'The first layer must be as wide as an input')
  sized('targets', program.layers.at(-1)!.fanOut, 'The output layer must be as wide as a target')
}

/** Refuses row numbers outside the set, and more rows (or fewer) than a pass may have. */
export function checkRows(rows: Uint32Array, count: number, most: number): void {
  if (rows.length < 1 || rows.length > most) fail('rows', `1 to ${most} rows`, rows.length)
  for (const row of rows) if (row >= count) fail('rows', `row numbers below ${count}`, row)
}

/** Refuses parameters whose arrays do not have the program's sizes. Values are not looked at: a NaN is a reading, not a mistake. */
export function checkParameters(program: Program, layers: readonly LayerParameters[]): void {
  if (layers.length !== program.layers.length) fail('parameters', `${program.layers.length} layers`, layers.length)
  program.layers.forEach(({ fanIn, fanOut, normalization }, i) => {
    const given = layers[i]!
    const sized = (name: keyof LayerParameters, size: number, optional: boolean): void => {
      const length = given[name]?.length
      if (length !== size && !(optional && length === undefined)) fail(`parameters.layers.${i + 1}.${name}`, `${size} values`, length)
    }
    sized('weights', fanIn * fanOut, false)
    sized('biases', fanOut, false)
    if (normalization !== 'none') sized('gains', fanOut, true)
    if (normalization === 'batch') for (const name of ['runningMean', 'runningVariance'] as const) sized(name, fanOut, true)
  })
}
