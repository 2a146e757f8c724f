import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
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
  /** The core as one minified module, the wasm builds within it as base64, then smaller entries; null where no bundler is installed. */
  readonly core: readonly Size[] | null
  readonly reason?: string
}

/** Rooms that a page needs to train, measure and keep a trace. What they import comes with them. */
export const CORE_ROOMS = ['kernels', 'network', 'training', 'instruments', 'trace', 'run', 'experiment'] as const
/** What a page may import instead of everything: room → names. */
const ENTRIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'run, resolve, series': { run: 'run', experiment: 'resolve', trace: 'series' },
  'kernel, trainer, measure, trace': {
    kernels: 'createKernel', network: 'compile, initialize', training: 'createTrainer', instruments: 'measure',
    trace: 'TraceBuilder, series'
  }
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
  const wasm = wasmBuilds(readFileSync(dist('kernels/wasm/binaries.js'), 'utf8')).map(([name, bytes]) => sizeOf(`wasm ${name}`, bytes))
  try {
    const whole = await bundled(Object.fromEntries(CORE_ROOMS.map(room => [room, '*'])))
    const core = [sizeOf('core, with both wasm builds', whole), sizeOf('core, its JavaScript alone', withoutWasm(whole))]
    for (const [name, exported] of Object.entries(ENTRIES)) core.push(sizeOf(name, await bundled(exported)))
    return { wasm, core }
  } catch (error) {
    return { wasm, core: null, reason: error instanceof Error ? error.message.split('\n')[0]! : String(error) }
  }
}

/** The wasm modules in a source of `export const name = '…base64…'` lines. */
export function wasmBuilds(source: string): [name: string, bytes: Uint8Array][] {
  const found = source.matchAll(/export const (\w+) = ['"`]([A-Za-z0-9+/=]+)['"`]/g)
  return [...found].map(([, name, base64]) => [name!, Buffer.from(base64!, 'base64')])
}

/** Code with its long base64 texts emptied: every wasm module begins with the bytes \0asm, which is AGFzb in base64. */
export const withoutWasm = (code: string): string => code.replaceAll(/AGFzb[A-Za-z0-9+/=]+/g, '')

interface Chunk {
  readonly code?: string
  readonly source?: string | Uint8Array
}
interface Bundler {
  rolldown(options: object): Promise<{ generate(options: object): Promise<{ readonly output: readonly Chunk[] }> }>
}

/** One minified module of these exports. rolldown comes with vite, which comes with vitest; it is no dependency of ours. */
async function bundled(exported: Readonly<Record<string, string>>): Promise<string> {
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
    plugins: [{
      name: 'core',
      resolveId: (id: string) => (id === entry ? id : null),
      load: (id: string) => (id === entry ? source : null)
    }]
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  return output.map(({ code, source }) => code ?? (typeof source === 'string' ? source : '')).join('\n')
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
        `Core: all that ${CORE_ROOMS.join(', ')} export and what these import, bundled and minified.`,
        'Below it what a page gets that imports only these names.'
      ]
      : [`The core could not be bundled: ${reason}. rolldown comes with the development dependencies (npm ci).`]
  }
}
