// Compiles assembly/ into the two wasm builds and writes each, deflated and as base64, into src/kernels/wasm/builds/ (not in
// git): the same module then loads in Node, in a worker and in a page that is a single file. Skipped when nothing changed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { deflateAsync } from '@gfx/zopfli'
import { blocks } from './kernel-blocks.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'src/kernels/wasm/builds')
const PLAIN = 'simd,threads', RELAXED = 'simd,threads,relaxed-simd'
/**
 * The wide builds suit engines that join two vectors of 128 bits in one of 256. They give the same bytes as the others. `again`: Binaryen's
 * passes once more after AssemblyScript's own selection of them. Wide builds then run up to 5 % faster and simd-fma gets smaller; in simd V8 11.3
 * would run out of registers (4 % slower).
 */
const builds = {
  'simd': { features: PLAIN, wide: 0, again: false }, 'simd-fma': { features: RELAXED, wide: 0, again: true },
  'simd-wide': { features: PLAIN, wide: 1, again: true }, 'simd-fma-wide': { features: RELAXED, wide: 1, again: true }
}
const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
// The one that AssemblyScript works with.
const { default: binaryen } = await import(pathToFileURL(createRequire(asc).resolve('binaryen')).href)

const sources = [
  ...readdirSync(join(root, 'assembly')).filter(name => name.endsWith('.ts')).sort().map(name => join(root, 'assembly', name)),
  join(root, 'src/kernels/wasm/slots.ts'),
  join(root, 'scripts/kernel-blocks.mjs'),
  fileURLToPath(import.meta.url)
]
const hash = createHash('sha256')
for (const file of sources) hash.update(readFileSync(file))
const stamp = `// ${hash.digest('hex')}`

function current(name) {
  try {
    return readFileSync(join(target, `${name}.ts`), 'utf8').startsWith(stamp)
  } catch {
    return false
  }
}

/** The memory comes from outside, so that threads can share it; 65,535 pages keep every address below 2³². */
const SHARED = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65535']

/** Sizes of 32 bits stay so (AS201), and vectors do not leave the module (AS112). */
const QUIET = ['--disableWarning', '201', '--disableWarning', '112']

function build({ features, wide, again }) {
  const folder = mkdtempSync(join(tmpdir(), 'deltascope-'))
  try {
    const wasm = join(folder, 'kernels.wasm')
    const flags = [
      '-O3', '--converge', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', features, '--use', `WIDE=${wide}`, ...QUIET, '-o', wasm, ...SHARED
    ]
    execFileSync(process.execPath, [asc, 'assembly/index.ts', ...flags], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    return again ? optimized(readFileSync(wasm)) : readFileSync(wasm)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const { SIMD128, RelaxedSIMD, Atomics, BulkMemory, SignExt, MutableGlobals, NontrappingFPToInt } = binaryen.Features
const FEATURES = SIMD128 | RelaxedSIMD | Atomics | BulkMemory | SignExt | MutableGlobals | NontrappingFPToInt

function optimized(bytes) {
  const module = binaryen.readBinary(bytes)
  try {
    module.setFeatures(FEATURES)
    binaryen.setOptimizeLevel(3)
    binaryen.setShrinkLevel(0)
    module.optimize()
    module.runPasses(['reorder-locals', 'reorder-functions', 'strip-target-features'])
    return module.emitBinary()
  } finally {
    module.dispose()
  }
}

mkdirSync(target, { recursive: true })
mkdirSync(join(root, 'assembly/generated'), { recursive: true })
writeFileSync(join(root, 'assembly/generated/blocks.ts'), blocks())
for (const [name, how] of Object.entries(builds)) {
  if (current(name)) continue
  // Zopfli takes half a second for what zlib does at once, and its stream is 4 % shorter: 600 bytes of what a page loads.
  const text = `export const wasm = '${Buffer.from(await deflateAsync(build(how), {})).toString('base64')}'`
  writeFileSync(join(target, `${name}.ts`), `${stamp}\n// Written by scripts/build-kernels.mjs from assembly/.\n${text}\n`)
}
