import type { DataSpec, FileDataSpec } from '../experiment/index.ts'
import { datasetOf } from './arrays.ts'
import type { Dataset, FileSource } from './dataset.ts'
import { checkCount, dataFault } from './fault.ts'
import { parseIdx } from './idx.ts'
import { loadMnist } from './mnist.ts'
import { parseNpy } from './npy.ts'
import { parseNpzPair } from './npz.ts'
import { readFile } from './source.ts'
import { synthesize } from './synthetic.ts'
import { tableDataset } from './table.ts'
import { decodeText } from './text.ts'

function checkFileSpec(spec: FileDataSpec): void {
  checkCount('data.train', spec.train, Number.MAX_SAFE_INTEGER, 'rows')
  checkCount('data.validation', spec.validation, Number.MAX_SAFE_INTEGER, 'rows')
  if (!Number.isFinite(spec.scale)) throw dataFault('data.scale', 'a finite number', String(spec.scale))
}

async function loadFiles(spec: FileDataSpec, source: FileSource, outputSize?: number): Promise<Dataset> {
  checkFileSpec(spec)
  switch (spec.kind) {
    case 'idx':
    case 'npy': {
      const parse = spec.kind === 'idx' ? parseIdx : parseNpy
      const inputs = parse(await readFile(source, spec.inputs), spec.inputs)
      const targets = parse(await readFile(source, spec.targets), spec.targets)
      return datasetOf(inputs, targets, spec, outputSize)
    }
    case 'npz': {
      const { inputs, targets } = parseNpzPair(await readFile(source, spec.inputs), spec.targets, spec.inputs)
      return datasetOf(inputs, targets, spec, outputSize)
    }
    case 'csv':
      return tableDataset(decodeText(await readFile(source, spec.inputs), spec.inputs), spec.inputs, spec, outputSize)
    default:
      throw dataFault('data.kind', 'a kind of data', String(spec.kind satisfies never))
  }
}

/**
 * The examples that `spec` asks for, and only those converted. Same spec, seed and bytes: same dataset, on every machine.
 * `outputSize`: units of the network's output layer; by default one a class (or one a regression target). 1 with two classes: a 0/1 column.
 * User files: rows 0 … train−1 train, the next `validation` rows validate, in the order of the file.
 * Damaged, truncated, mislabelled or oversized data throw InputError (code 'file' or 'data'); nothing is read as a wrong number.
 */
export async function loadDataset(spec: DataSpec, seed: number, source: FileSource, outputSize?: number): Promise<Dataset> {
  if (outputSize !== undefined && !(Number.isSafeInteger(outputSize) && outputSize >= 1)) {
    throw dataFault('outputSize', 'a whole number, 1 or more', String(outputSize))
  }
  switch (spec.kind) {
    case 'mnist':
      return loadMnist(spec, source, outputSize)
    case 'circles':
    case 'blobs':
    case 'spirals':
    case 'xor':
    case 'regression':
      return synthesize(spec, seed, outputSize)
    default:
      return loadFiles(spec, source, outputSize)
  }
}
