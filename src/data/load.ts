import type { DataSpec } from '../experiment/index.ts'
import type { Dataset, Examples, FileSource } from './dataset.ts'
import { dataFault } from './fault.ts'
import { loadMnist } from './mnist.ts'

/**
 * The examples that `spec` asks for, and only those converted. Same spec, seed and bytes: same dataset, on every machine.
 * `outputSize`: units of the network's output layer; by default one a class (or one a regression target). 1 with two classes: a 0/1 column.
 * With `reconstruct`, and for curves, the targets are the inputs.
 * User files: rows 0 … train−1 train, the next `validation` rows validate, in the order of the file.
 * The readers of files and the synthetic sets are imported when first asked for: a page that trains on MNIST never downloads them.
 * Damaged, truncated, mislabelled or oversized data throw InputError (code 'file' or 'data'); nothing is read as a wrong number.
 */
export async function loadDataset(spec: DataSpec, seed: number, source: FileSource, outputSize?: number): Promise<Dataset> {
  if (outputSize !== undefined && !(Number.isSafeInteger(outputSize) && outputSize >= 1)) {
    throw dataFault('outputSize', 'a whole number, 1 or more', String(outputSize))
  }
  if (spec.kind !== 'curves' && spec.reconstruct) {
    return reconstruction(await loadDataset({ ...spec, reconstruct: false }, seed, source), outputSize)
  }
  switch (spec.kind) {
    case 'mnist':
      return loadMnist(spec, source, outputSize)
    case 'circles':
    case 'blobs':
    case 'spirals':
    case 'xor':
    case 'regression':
      return (await import('./synthetic.ts')).synthesize(spec, seed, outputSize)
    case 'curves':
      return checkedWidth((await import('./curves.ts')).synthesizeCurves(spec, seed), outputSize)
    default:
      return (await import('./files.ts')).loadFiles(spec, source, outputSize)
  }
}

/** The same inputs as their own targets, in the same memory. */
function reconstruction({ train, validation, inputSize }: Dataset, outputSize?: number): Dataset {
  const own = (part: Examples): Examples => ({ count: part.count, inputs: part.inputs, targets: part.inputs, task: 'regression' })
  const parts = { train: own(train), validation: own(validation) }
  return checkedWidth({ inputSize, outputSize: inputSize, task: 'regression', ...parts, classes: [] }, outputSize)
}

function checkedWidth(dataset: Dataset, outputSize: number = dataset.outputSize): Dataset {
  if (outputSize === dataset.outputSize) return dataset
  throw dataFault('network.layers', `${dataset.outputSize} outputs, as many as inputs, which are the targets`, String(outputSize))
}
