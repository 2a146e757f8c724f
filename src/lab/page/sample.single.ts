import { sample } from 'virtual:mnist-sample'

/** The page's own MNIST, inside it. */
export async function sampleBytes(): Promise<Uint8Array> {
  return Uint8Array.from(atob(sample), c => c.charCodeAt(0))
}
