import type { FileDataSpec } from '../experiment/index.ts'
import { checkCount } from './amounts.ts'
import { datasetOf } from './arrays.ts'
import type { Dataset, FileSource } from './dataset.ts'
import { dataFault } from './fault.ts'
import { parseIdx } from './idx.ts'
import { gunzip, isGzip } from './inflate.ts'
import { parseNpy } from './npy.ts'
import { parseNpzPair } from './npz.ts'
import { readNonEmpty } from './source.ts'
import { tableDataset } from './table.ts'
import { decodeText } from './text.ts'

function checkFileSpec(spec: FileDataSpec): void {
  checkCount('data.train', spec.train, Number.MAX_SAFE_INTEGER, 'rows')
  checkCount('data.validation', spec.validation, Number.MAX_SAFE_INTEGER, 'rows')
  if (!Number.isFinite(spec.scale)) throw dataFault('data.scale', 'a finite number', String(spec.scale))
}

/** As `readNonEmpty`, decompressed when the content (never the name) says gzip. */
async function readFile(source: FileSource, name: string): Promise<Uint8Array> {
  const bytes = await readNonEmpty(source, name)
  return isGzip(bytes) ? gunzip(bytes, name) : bytes
}

/** The examples of a user's own files, as `loadDataset` says. Imported when first needed. */
export async function loadFiles(spec: FileDataSpec, source: FileSource, outputSize?: number): Promise<Dataset> {
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
