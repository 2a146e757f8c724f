/** Whether the page is one file, with all its parts inside. */
export const INSIDE = false

/** The page's own MNIST: a file beside it. */
export async function sampleBytes(): Promise<Uint8Array> {
  const answer = await fetch('mnist-sample.bin')
  if (!answer.ok) throw new Error(`mnist-sample.bin: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}
