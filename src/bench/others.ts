import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Absent, PeerPlan } from './peers.ts'

/** A peer in JavaScript and the packages it needs, pinned: never dependencies of ours. */
interface Other {
  readonly name: string
  readonly script: string
  readonly packages: Readonly<Record<string, string>>
}

export const OTHERS: readonly Other[] = [
  {
    name: 'TensorFlow.js', script: 'tfjs_peer.mjs',
    packages: { '@tensorflow/tfjs-core': '4.22.0', '@tensorflow/tfjs-backend-wasm': '4.22.0' }
  },
  { name: 'jax-js', script: 'jaxjs_peer.mjs', packages: { '@jax-js/jax': '0.1.25' } }
]

const cache = (): string => fileURLToPath(new URL('../../node_modules/.cache/deltascope-bench', import.meta.url))

/** Installs what is not yet in the cache, each peer in its own folder, and tells who cannot take part. They have one thread in Node. */
export async function otherPeers(mnist: string, folder = cache()): Promise<{ readonly plans: PeerPlan[]; readonly absent: Absent[] }> {
  const plans: PeerPlan[] = []
  const absent: Absent[] = []
  for (const other of OTHERS) {
    const place = join(folder, other.name)
    try {
      await install(place, other.packages)
      const script = fileURLToPath(new URL(`../../bench/peers/${other.script}`, import.meta.url))
      plans.push({ name: other.name, threads: 1, start: { command: process.execPath, args: [script, mnist, place, '1'] } })
    } catch (error) {
      absent.push({ name: other.name, threads: 1, reason: `it could not be installed (${firstLine(error)})` })
    }
  }
  return { plans, absent }
}

/** Runs npm once; later calls find the versions in place. Install scripts are not run. */
async function install(place: string, packages: Readonly<Record<string, string>>): Promise<void> {
  if (Object.entries(packages).every(([name, version]) => installed(place, name) === version)) return
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, dependencies: packages }))
  const options = { cwd: place, timeout: 300_000 }
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], options)
}

export function installed(place: string, name: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(place, 'node_modules', name, 'package.json'), 'utf8')) as { version?: string }).version
  } catch {
    return undefined
  }
}

function firstLine(error: unknown): string {
  const { stderr = '', message = String(error) } = error as { stderr?: string; message?: string }
  const line = stderr.split('\n').find(text => /error/i.test(text)) ?? message.split('\n')[0]!
  return line.replaceAll(/https?:\/\/\S+/g, 'the registry').slice(0, 160)
}
