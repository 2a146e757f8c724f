import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync, inflateRawSync } from 'node:zlib'
import { atMost, bytesText } from './format.ts'
import { columnsOf, type Table } from './table.ts'

/** Bytes of a file as it stands and as a server sends it (gzip, level 9). */
export interface Size {
  readonly name: string
  readonly bytes: number
  readonly gzip: number
}

/** What a page that trains downloads. */
export interface Download {
  readonly wasm: readonly Size[]
  /** The core with the largest wasm build, then its parts, then other entries; null where no bundler is installed. */
  readonly core: readonly Size[] | null
  readonly reason?: string
}

/**
 * The core: what a page imports to resolve an experiment or a link, run it on any kernel and network, measure layers and read the trace.
 * Room → names. What these import at once comes with them; what they import when it is first needed is listed apart.
 */
export const CORE: Readonly<Record<string, string>> = {
  experiment: 'resolve, fromUrl, toUrl', kernels: 'createKernel, missingCapability', network: 'compile, startingParameters',
  training: 'createTrainer', instruments: 'measure', trace: 'TraceBuilder, readings, series, fingerprint',
  run: 'run, measureExperiment, accuracyOn'
}
/** What a page may import instead: less, or everything (`*`) that these rooms export, file formats and presets too. */
const ENTRIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'run, resolve, series': { run: 'run', experiment: 'resolve', trace: 'series' },
  'kernel, trainer, measure, trace': {
    kernels: 'createKernel', network: 'compile, startingParameters', training: 'createTrainer', instruments: 'measure',
    trace: 'TraceBuilder, series'
  },
  'every export of these rooms': Object.fromEntries(Object.keys(CORE).map(room => [room, '*']))
}
const MOST_WASM = 16_000
const MOST_CORE = 40_000
const dist = (path: string): string => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url))

export const sizeOf = (name: string, content: Uint8Array | string): Size => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return { name, bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }
}

/** Reads the built package in dist/. */
export async function measureDownload(): Promise<Download> {
  const kernels = ['simd', 'simd-fma'].map(name => [`wasm ${name}`, embedded(readFileSync(dist(`kernels/wasm/builds/${name}.js`), 'utf8'))] as const)
  const wasm = kernels.map(([name, text]) => sizeOf(name, wasmOf(text)))
  try {
    const builds = kernels.map(([name, text]) => sizeOf(name, text))
    const largest = builds.reduce((most, size) => (size.gzip > most.gzip ? size : most))
    const bundles = await Promise.all([CORE, ...Object.values(ENTRIES)].map(bundled))
    const [core, ...others] = bundles.map(splitUp)
    const size = ({ atOnce }: Split, name: string): Size => total(name, atOnce.map(({ code }) => sizeOf(name, withoutWasm(code))))
    const alone = size(core!, 'core, its JavaScript')
    return {
      wasm,
      core: [
        total(`core, with ${largest.name}`, [alone, largest]), alone,
        ...core!.later.map(({ fileName, code }) => sizeOf(`when first needed: ${fileName}`, withoutWasm(code))),
        ...Object.keys(ENTRIES).map((name, i) => size(others[i]!, `instead: ${name}`))
      ]
    }
  } catch (error) {
    return { wasm, core: null, reason: error instanceof Error ? error.message.split('\n')[0]! : String(error) }
  }
}

const total = (name: string, sizes: readonly Size[]): Size =>
  ({ name, bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0), gzip: sizes.reduce((sum, { gzip }) => sum + gzip, 0) })

interface Split {
  readonly atOnce: readonly Chunk[]
  /** But for those with nothing in them beside a wasm build. */
  readonly later: readonly Chunk[]
}

/** The entry with all that it imports statically, and the rest. */
export function splitUp(chunks: readonly Chunk[]): Split {
  const needed = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  for (const name of needed) for (const more of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) needed.add(more)
  const later = chunks.filter(({ fileName, code }) => !needed.has(fileName) && withoutWasm(code).length > 200)
  return { atOnce: chunks.filter(({ fileName }) => needed.has(fileName)), later }
}

/** The text in a source of `export const wasm = '…'`: a wasm module, deflated and as base64. */
export const embedded = (source: string): string => /export const wasm = ['"`]([A-Za-z0-9+/=]+)['"`]/.exec(source)?.[1] ?? ''

/** The module in such a text. */
export const wasmOf = (text: string): Uint8Array => inflateRawSync(Buffer.from(text, 'base64'))

/** Code with its long base64 texts, the wasm builds, emptied. */
export const withoutWasm = (code: string): string => code.replaceAll(/[A-Za-z0-9+/=]{4000,}/g, '')

/** A file that a bundle is made of. */
export interface Chunk {
  readonly fileName: string
  readonly isEntry: boolean
  /** The files it imports statically. */
  readonly imports: readonly string[]
  readonly code: string
}
interface Bundler {
  rolldown(options: object): Promise<{ generate(options: object): Promise<{ readonly output: readonly Chunk[] }> }>
}

/** The minified files of these exports, as an app's bundle has them. rolldown comes with vite, which comes with vitest; it is no dependency of ours. */
async function bundled(exported: Readonly<Record<string, string>>): Promise<readonly Chunk[]> {
  const from = (path: string, name: string): string => createRequire(path).resolve(name)
  const path = from(from(from(import.meta.filename, 'vitest/config'), 'vite'), 'rolldown')
  const { rolldown } = (await import(pathToFileURL(path).href)) as Bundler
  const entry = '\0core'
  const source = Object.entries(exported).map(([room, names]) =>
    `export ${names === '*' ? names : `{ ${names} }`} from ${JSON.stringify(dist(`${room}/index.js`))}`).join('\n')
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    external: /^node:/,
    logLevel: 'silent',
    preserveEntrySignatures: 'allow-extension',
    plugins: [{
      name: 'core',
      resolveId: (id: string) => (id === entry ? id : null),
      load: (id: string) => (id === entry ? source : null)
    }]
  })
  return (await bundle.generate({ format: 'esm', minify: true, chunkFileNames: '[name].js' })).output
}

export function downloadTable({ wasm, core, reason }: Download): Table {
  const row = ({ name, bytes, gzip }: Size, most: number | null): string[] =>
    [name, bytesText(bytes), bytesText(gzip), atMost(gzip, most, bytesText)]
  return {
    title: 'What a page downloads',
    columns: columnsOf('part', '>bytes', '>gzip', 'asked'),
    rows: [...wasm.map(size => row(size, MOST_WASM)), ...(core ?? []).map((size, i) => row(size, i === 0 ? MOST_CORE : null))],
    notes: core
      ? [
        `Core: ${Object.values(CORE).join(', ')} and what these import at once, bundled and minified; with the larger wasm build as base64.`,
        'Then what it imports when first needed; then the JavaScript of a page that imports these names instead.'
      ]
      : [`The core could not be bundled: ${reason}. rolldown comes with the development dependencies (npm ci).`]
  }
}
