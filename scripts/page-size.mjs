// What a visitor of the lab loads, in bytes after gzip: the shell (everything before the first drawing), each part that comes on demand,
// the worker. `--modules` builds the page once more in memory and says which source files the shell is made of.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const page = fileURLToPath(new URL('../dist/page', import.meta.url))
const LIMIT = 60_000

const packed = path => gzipSync(readFileSync(path), { level: 9 }).length
const read = path => readFileSync(path, 'utf8')

/** The scripts that one imports statically, and they in turn. */
function withImports(path, found = new Set()) {
  if (found.has(path) || !existsSync(path)) return found
  found.add(path)
  for (const [, name] of read(path).matchAll(/(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+\.js)["'`]/g)) withImports(join(dirname(path), name), found)
  return found
}

const html = join(page, 'index.html')
const linked = [...read(html).matchAll(/(?:src|href)="(\.\/[^"]+\.(?:js|css))"/g)].map(([, name]) => join(page, name))
const shell = new Set([html, ...linked.filter(path => path.endsWith('.css')), ...linked.filter(path => path.endsWith('.js')).flatMap(path => [...withImports(path)])])
const rows = path => `${String(packed(path)).padStart(9)}  ${path.slice(page.length + 1)}`

export const shellBytes = [...shell].reduce((sum, path) => sum + packed(path), 0)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const print = (...lines) => process.stdout.write(`${lines.join('\n')}\n`)
  print(`Shell: ${shellBytes} of ${LIMIT} bytes, gzip`, ...[...shell].map(rows))
  const rest = readdirSync(page, { recursive: true }).map(name => join(page, name)).filter(path => /\.\w+$/.test(path) && !shell.has(path))
  const worker = rest.filter(path => basename(path).startsWith('worker'))
  print('', 'Worker', ...worker.flatMap(path => [...withImports(path)]).map(rows))
  print('', 'On demand', ...rest.filter(path => !worker.includes(path)).sort((a, b) => packed(b) - packed(a)).map(rows))
  if (process.argv.includes('--modules')) print('', 'What the shell is made of: folders after gzip, files before', ...(await modules()))
  if (shellBytes > LIMIT) process.exitCode = 1
}

/** Minified code of the shell by folder, with the files of each. Folders' sizes are after gzip, each alone, so that they add up to more than the shell. */
async function modules() {
  const { shellModules } = await import('./page-config.mjs')
  const folders = new Map()
  for (const [id, code] of await shellModules()) {
    const file = id.replace(/^.*\/(node_modules|src)\//, '').replace('\0', '')
    const folder = file.startsWith('lab/') ? file.split('/').slice(0, 2).join('/') : file.split('/').slice(0, file.startsWith('@') ? 2 : 1).join('/')
    folders.set(folder, [...(folders.get(folder) ?? []), { file, code }])
  }
  return [...folders].map(([folder, files]) => ({ folder, files, size: gzipSync(files.map(({ code }) => code).join('\n'), { level: 9 }).length }))
    .sort((a, b) => b.size - a.size)
    .flatMap(({ folder, files, size }) => [
      `${String(size).padStart(9)}  ${folder}`,
      ...files.sort((a, b) => b.code.length - a.code.length).slice(0, 12).map(({ file, code }) => `${' '.repeat(12)}${String(code.length).padStart(6)}  ${file}`)
    ])
}
