// The page's own MNIST, some 243 kB: `node scripts/mnist-sample.mjs FILE` (after the build) writes it; a build product, never committed.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { nodeSource } from '../dist/sweep/index.js'
import { encodeMnistSample } from '../dist/data/index.js'

const source = nodeSource()
const [images, labels] = await Promise.all(['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'].map(name => source.read(`mnist/${name}`)))

/** The bytes of the sample. */
export function mnistSample() {
  return encodeMnistSample(images, labels, bytes => deflateRawSync(bytes, { level: 9, memLevel: 9 }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2]
  if (!file) throw new Error('Usage: node scripts/mnist-sample.mjs FILE')
  writeFileSync(file, mnistSample())
}
