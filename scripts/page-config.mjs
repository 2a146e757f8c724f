// How Vite reads the lab, for the build and for what measures it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

export const path = name => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** No page can have its engine join vectors: the builds for that stay out. */
const narrow = () => ({
  name: 'narrow',
  enforce: 'pre',
  resolveId: id => (/builds\/simd(-fma)?-wide\.[jt]s$/.test(id) ? '\0wide' : null),
  load: id => (id === '\0wide' ? 'export const wasm = null' : null)
})

export const common = {
  root: path('src/lab/page'),
  configFile: false,
  base: './',
  logLevel: 'warn',
  publicDir: false,
  define: { DELTASCOPE_VERSION: JSON.stringify(JSON.parse(readFileSync(path('package.json'), 'utf8')).version) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [narrow()],
  worker: { format: 'es', plugins: () => [narrow()] }
}

export const output = { target: 'es2022', modulePreload: false, reportCompressedSize: false }

/** The scripts of the shell, which is all that the page loads before it is first drawn: source file → minified code. */
export async function shellModules() {
  const built = await build({ ...common, logLevel: 'silent', build: { ...output, write: false } })
  const chunks = new Map(built.output.filter(part => part.type === 'chunk').map(part => [part.fileName, part]))
  const first = new Set()
  const follow = name => {
    if (first.has(name) || !chunks.has(name)) return
    first.add(name)
    chunks.get(name).imports.forEach(follow)
  }
  follow([...chunks.values()].find(part => part.isEntry).fileName)
  return new Map([...first].flatMap(name => Object.entries(chunks.get(name).modules)).filter(([, { code }]) => code).map(([id, { code }]) => [id, code]))
}

/** Of the folder. The shell is one script: a dozen small ones would come later and weigh more. */
export async function folderOutput() {
  const shell = await shellModules()
  return { ...output, rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shell', test: id => shell.has(id) }] } } } }
}
