import type { DataSpec } from '../experiment/index.ts'
import type { Dataset, FileSource } from './dataset.ts'

/**
 * The examples that `spec` asks for, and only those converted. Same spec, seed and bytes: same dataset, on every machine.
 * `outputSize`: units of the network's output layer; by default one a class (or one a regression target). 1 with two classes: a 0/1 column.
 * With `reconstruct`, and for curves, the targets are the inputs.
 * User files: rows 0 … train−1 train, the next `validation` rows validate, in the order of the file.
 * What reads or draws a kind of data is imported when that kind is first asked for: a page on circles never downloads the reader of MNIST.
 * Damaged, truncated, mislabelled or oversized data throw InputError (code 'file' or 'data'); nothing is read as a wrong number.
 */
export async function loadDataset(spec: DataSpec, seed: number, source: FileSource, outputSize?: number): Promise<Dataset> {
  if (outputSize !== undefined && !(Number.isSafeInteger(outputSize) && outputSize >= 1)) {
    throw (await import('./output-size.ts')).badOutputSize(outputSize)
  }
  if (spec.kind !== 'curves' && !spec.reconstruct) return load(spec, seed, source, outputSize)
  const own = await load(spec, seed, source)
  return (await import('./reconstruct.ts')).reconstruction(own, outputSize)
}

/** With the data's own targets. */
async function load(spec: DataSpec, seed: number, source: FileSource, outputSize?: number): Promise<Dataset> {
  switch (spec.kind) {
    case 'mnist':
      return (await import('./mnist.ts')).loadMnist(spec, source, outputSize)
    case 'circles':
    case 'blobs':
    case 'spirals':
    case 'xor':
    case 'regression':
      return (await import('./synthetic.ts')).synthesize(spec, seed, outputSize)
    case 'curves':
      return (await import('./curves.ts')).synthesizeCurves(spec, seed)
    default:
      return (await import('./files.ts')).loadFiles(spec, source, outputSize)
  }
}
