import { InputError, shown } from '../errors/index.ts'
import type { LayerSnapshot, Snapshot } from '../kernels/index.ts'

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0

function refuse(where: string, expected: string, got: string, remedy?: string): never {
  throw new InputError({ code: 'data', where, expected, got, remedy })
}

/** A matrix as one run of numbers, row after row; nested arrays have another length or hold no numbers. */
function checkMatrix(values: unknown, where: string, rows: number, columns: number, meaning: string): void {
  const expected = `${meaning} = ${rows * columns} numbers, row after row`
  const { length, 0: first } = (values ?? {}) as Partial<ArrayLike<unknown>>
  if (length === undefined) refuse(where, expected, shown(values))
  if (length !== rows * columns) refuse(where, expected, String(length))
  if (typeof first !== 'number') refuse(where, expected, `${shown(first)} at its beginning`, 'Flatten nested arrays with .flat()')
}

function checkLayer(layer: LayerSnapshot, where: string, rows: number): void {
  if (typeof layer !== 'object' || layer === null) refuse(where, 'a layer', shown(layer))
  const { fanIn, fanOut } = layer
  for (const name of ['fanIn', 'fanOut'] as const) if (!isCount(layer[name])) refuse(`${where}.${name}`, 'a whole number from 1', shown(layer[name]))
  for (const name of ['weightedInput', 'activation', 'slope', 'delta'] as const) {
    checkMatrix(layer[name], `${where}.${name}`, rows, fanOut, 'rows × fanOut')
  }
  if (layer.back !== null) checkMatrix(layer.back, `${where}.back`, rows, fanOut, 'null or rows × fanOut')
  for (const name of ['weights', 'gradWeights'] as const) checkMatrix(layer[name], `${where}.${name}`, fanOut, fanIn, 'fanOut × fanIn')
  for (const name of ['deltaExponent', 'gradientExponent'] as const) {
    if (!Number.isSafeInteger(layer[name])) refuse(`${where}.${name}`, 'a whole number (0 if nothing is scaled)', shown(layer[name]))
  }
  for (const name of ['largestSlope', 'updateNorm'] as const) {
    if (typeof layer[name] !== 'number') refuse(`${where}.${name}`, 'a number', shown(layer[name]), name === 'updateNorm' ? 'NaN if it is not known' : undefined)
  }
}

/** Refuses a snapshot, which another framework's user has put together by hand, whose parts do not fit each other. */
export function checkSnapshot(snapshot: Snapshot): void {
  if (typeof snapshot !== 'object' || snapshot === null) refuse('snapshot', 'rows and layers', shown(snapshot))
  const { rows, layers } = snapshot
  if (!isCount(rows)) refuse('rows', 'a whole number from 1', shown(rows))
  if (!Array.isArray(layers)) refuse('layers', 'an array of layers', shown(layers))
  for (const [i, layer] of (layers as readonly LayerSnapshot[]).entries()) checkLayer(layer, `layers[${i}]`, rows)
}
