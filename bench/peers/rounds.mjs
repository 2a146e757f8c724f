// What the JavaScript peers share, in the protocol of rounds.py: MNIST as the project reads it, and timed rounds on request.
// usage: PEER.mjs MNIST_FOLDER PACKAGE_FOLDER THREADS; the packages are installed there, outside the repository's own dependencies.
import { Console } from 'node:console'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const [mnist, packages, threads] = process.argv.slice(2)
export const threadCount = Number(threads)
const require = createRequire(join(packages, 'package.json'))
export const pathTo = name => require.resolve(name)
export const say = record => process.stdout.write(`${JSON.stringify(record)}\n`)
// Libraries write hints to the console; standard output is for answers.
globalThis.console = new Console(process.stderr)

/** A seeded draw from N(0, 1): Box and Muller over a linear congruential generator; its quality does not matter for time. */
let state = 1
const uniform = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32
export const normals = (count, std) =>
  Float32Array.from({ length: count }, () => std * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()))

const COUNT = 50_000
let loaded
/** inputs [50,000, 784] = byte/256 and one-hot targets [50,000, 10]. */
export function images() {
  if (loaded) return loaded
  const pixels = readFileSync(join(mnist, 'train-images-idx3-ubyte')).subarray(16, 16 + COUNT * 784)
  const digits = readFileSync(join(mnist, 'train-labels-idx1-ubyte')).subarray(8, 8 + COUNT)
  const targets = new Float32Array(COUNT * 10)
  digits.forEach((digit, n) => (targets[10 * n + digit] = 1))
  return (loaded = { inputs: Float32Array.from(pixels, byte => byte / 256), targets })
}

export const fansOf = layers => layers.slice(1).map((fanOut, i) => ({ fanIn: layers[i], fanOut }))

function shuffled(count) {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}

/** makeStep(workload) gives { step(rows | null) → norms, dispose() }. */
export async function serve(about, makeStep) {
  let made = {}
  async function round({ id, workload, steps }) {
    if (made.id !== id) {
      made.dispose?.()
      made = { id, ...(await makeStep(workload)) }
    }
    const { examples, batch, gather } = workload
    const order = shuffled(examples)
    const perEpoch = Math.floor(examples / batch)
    let norms
    const begun = performance.now()
    for (let t = 0; t < steps; t++) {
      const at = (t % perEpoch) * batch
      norms = await made.step(gather ? order.subarray(at, at + batch) : null)
    }
    return { seconds: (performance.now() - begun) / 1000, norms: [...norms] }
  }
  say({ about })
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      say(await round(JSON.parse(line)))
    } catch (error) {
      say({ error: String(error?.message ?? error).slice(0, 300) })
    }
  }
}
