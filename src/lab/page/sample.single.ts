import { sample } from 'virtual:mnist-sample'

/** Whether the page is one file, with all its parts inside. */
export const INSIDE = true

/** The page's own MNIST, inside it. */
export async function sampleBytes(): Promise<Uint8Array> {
  return Uint8Array.from(atob(sample), c => c.charCodeAt(0))
}
