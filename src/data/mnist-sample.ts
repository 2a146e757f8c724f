import type { FileSource } from './dataset.ts'
import { fileFault } from './fault.ts'
import { digest } from './sha256.ts'

/**
 * The first images of each part of MNIST, for a page that does not carry 45 MB: images 0 … train−1, then 50,000 … 50,000+validation−1.
 * The same bytes as in the whole files: images [train + validation, 784], labels [train + validation].
 */
export interface MnistSample {
  readonly train: number
  readonly validation: number
  readonly images: Uint8Array
  readonly labels: Uint8Array
}

/** The name under which a page's sample is given and told of in messages. */
export const MNIST_SAMPLE_FILE = 'mnist-sample'
const TRAIN = 1000
const VALIDATION = 500
const COUNT = TRAIN + VALIDATION
const PIXELS = 784
const SIZE = COUNT * (PIXELS + 1)
const FIRST_VALIDATION = 50_000
const IMAGES_AT = 16
const LABELS_AT = 8
/** Of labels and images, unpacked. */
const SHA256 = '257045fc0d17f286bf797ae6b58d12f7f8a22822f2d99357f159cc3c6888241f'
/** The file: these bytes, then labels and images as raw DEFLATE. */
const MAGIC = 'deltascope-mnist'

/** The sample of MNIST's whole training files, which the caller's `deflate` (raw, as of zlib) packs: some 243 kB. */
export function encodeMnistSample(images: Uint8Array, labels: Uint8Array, deflate: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const plain = new Uint8Array(SIZE)
  const part = (bytes: Uint8Array, at: number, width: number, first: number, count: number): Uint8Array =>
    bytes.subarray(at + first * width, at + (first + count) * width)
  plain.set(part(labels, LABELS_AT, 1, 0, TRAIN))
  plain.set(part(labels, LABELS_AT, 1, FIRST_VALIDATION, VALIDATION), TRAIN)
  plain.set(part(images, IMAGES_AT, PIXELS, 0, TRAIN), COUNT)
  plain.set(part(images, IMAGES_AT, PIXELS, FIRST_VALIDATION, VALIDATION), COUNT + TRAIN * PIXELS)
  const packed = deflate(plain)
  const bytes = new Uint8Array(MAGIC.length + packed.length)
  bytes.set(Uint8Array.from(MAGIC, character => character.charCodeAt(0)))
  bytes.set(packed, MAGIC.length)
  return bytes
}

/** Reads what `encodeMnistSample` wrote. Throws InputError for anything else: these very images or none. */
export async function decodeMnistSample(bytes: Uint8Array): Promise<MnistSample> {
  if (String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC) throw damaged(`${bytes.length} bytes of something else`)
  const plain = await inflated(bytes.subarray(MAGIC.length))
  const sum = await digest(plain)
  if (sum !== SHA256) throw damaged(`the SHA-256 ${sum}`)
  return { train: TRAIN, validation: VALIDATION, labels: plain.subarray(0, COUNT), images: plain.subarray(COUNT) }
}

/** A source that has the sample too: of MNIST it reads the whole files only where more is asked for. Unpacked when first needed. */
export function withMnistSample(source: FileSource, bytes: Uint8Array): FileSource {
  let sample: Promise<MnistSample> | undefined
  return {
    read: name => source.read(name),
    ...(source.sha256 ? { sha256: plain => source.sha256!(plain) } : {}),
    mnistSample: () => (sample ??= decodeMnistSample(bytes))
  }
}

// In every runtime that has the kernels' WebAssembly, but not in TypeScript's es2023 library.
interface Reader { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>; cancel(): Promise<void> }
interface Stream { pipeThrough(through: unknown): { getReader(): Reader } }
declare const Blob: new (parts: readonly Uint8Array[]) => { stream(): Stream }
declare const DecompressionStream: new (format: 'deflate-raw') => unknown

/** By the platform's own means, ten times as fast as JavaScript when a page opens. Never takes more than the sample's size. */
async function inflated(bytes: Uint8Array): Promise<Uint8Array> {
  const plain = new Uint8Array(SIZE)
  let filled = 0
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done || !value) return plain.subarray(0, filled)
      if (filled + value.length > SIZE) break
      plain.set(value, filled)
      filled += value.length
    }
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error))
  }
  void reader.cancel()
  throw damaged('more')
}

function damaged(got: string): Error {
  return fileFault(MNIST_SAMPLE_FILE, `MNIST's first ${TRAIN} and ${VALIDATION} images, unpacked ${SIZE} bytes`, got, 'Load the page again')
}
