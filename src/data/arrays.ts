import type { FileDataSpec } from '../experiment/index.ts'
import { checkFloats } from './amounts.ts'
import type { Dataset } from './dataset.ts'
import { dataFault, fileFault } from './fault.ts'
import { readRows, rowSize, shapeText, type NumberArray } from './number-array.ts'
import { oneHot } from './one-hot.ts'
import { columnMoments, standardized } from './standardize.ts'
import { classesOfNumbers } from './targets.ts'

type Request = Pick<FileDataSpec, 'task' | 'scale' | 'train' | 'validation' | 'standardize'>

/** Refuses to promise more than the `rows` of the file. */
export function checkRows(request: Request, rows: number, file: string): void {
  const wanted = request.train + request.validation
  if (wanted <= rows) return
  throw dataFault('data.train + data.validation', `at most ${rows}, the rows of ${file}`, String(wanted), 'Ask for fewer')
}

/**
 * A dataset of two arrays: inputs [n, …] (a row is flattened, row-major, and multiplied by `scale`) and targets [n],
 * or [n, …] for regression. The first `train` rows are for training, the next `validation` for validation.
 * Classes are told from all labels of the file, so that a smaller part of it has the same ones.
 */
export function datasetOf(inputs: NumberArray, targets: NumberArray, request: Request, outputSize?: number): Dataset {
  const rows = inputs.shape[0]!
  if (targets.shape[0] !== rows) {
    const got = `${targets.shape[0]} (${shapeText(targets.shape)})`
    throw fileFault(targets.file, `${rows} targets, one for each row of ${inputs.file}`, got)
  }
  checkRows(request, rows, inputs.file)
  const { train, validation, task } = request
  const inputSize = rowSize(inputs)
  const encode = task === 'classification' ? labelTargets(targets, outputSize) : valueTargets(targets, outputSize)
  const read = request.standardize ? standardRows(inputs, request) : plainRows(inputs, request)
  const part = (first: number, count: number): Dataset['train'] =>
    ({ count, inputs: read(first, count), targets: encode.rows(first, count), task })
  return { inputSize, outputSize: encode.size, task, train: part(0, train), validation: part(train, validation), classes: encode.classes }
}

type Rows = (first: number, count: number) => Float32Array

function plainRows(inputs: NumberArray, { scale }: Request): Rows {
  return (first, count) => {
    checkFloats(inputs.file, count, rowSize(inputs))
    return readRows(inputs, first, count, scale, new Float32Array(count * rowSize(inputs)))
  }
}

/** Rows by the moments of the training rows, which are read for that first. */
function standardRows(inputs: NumberArray, { scale, train }: Request): Rows {
  const size = rowSize(inputs)
  const exact = (first: number, count: number): Float64Array => {
    checkFloats(inputs.file, count, 2 * size)
    return readRows(inputs, first, count, scale, new Float64Array(count * size))
  }
  const moments = columnMoments(exact(0, train), train, size)
  return (first, count) =>
    standardized(exact(first, count), moments, (row, k) => `${inputs.file}, row ${first + row}, value ${k} (counted from 0)`)
}

interface Encoder {
  readonly size: number
  readonly classes: readonly string[]
  readonly rows: (first: number, count: number) => Float32Array
}

function labelTargets(targets: NumberArray, outputSize?: number): Encoder {
  if (rowSize(targets) !== 1) {
    const got = `${rowSize(targets)} values a row (${shapeText(targets.shape)})`
    throw fileFault(targets.file, 'one label a row', got, "For measured values use task 'regression'")
  }
  const labels = readRows(targets, 0, targets.shape[0]!, 1, new Float64Array(targets.shape[0]!))
  const classes = classesOfNumbers(labels, row => `${targets.file}, row ${row} (counted from 0)`, targets.file, outputSize)
  const { outputSize: size, names, units } = classes
  return { size, classes: names, rows: (first, count) => oneHot(units, first, count, size) }
}

function valueTargets(targets: NumberArray, outputSize?: number): Encoder {
  const size = rowSize(targets)
  if (outputSize !== undefined && outputSize !== size) {
    throw dataFault('network.layers', `${size} outputs, the values a row of ${targets.file}`, String(outputSize))
  }
  return {
    size,
    classes: [],
    rows: (first, count) => {
      checkFloats(targets.file, count, size)
      return readRows(targets, first, count, 1, new Float32Array(count * size))
    }
  }
}
