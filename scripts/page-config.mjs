// How Vite reads the lab, for the build and for what measures it.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const path = name => fileURLToPath(new URL(`../${name}`, import.meta.url))

export const common = {
  root: path('src/lab/page'),
  configFile: false,
  base: './',
  logLevel: 'warn',
  publicDir: false,
  define: { DELTASCOPE_VERSION: JSON.stringify(JSON.parse(readFileSync(path('package.json'), 'utf8')).version) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' }
}
