// How Vite reads the lab, for the build and for what measures it.
import { fileURLToPath } from 'node:url'

export const path = name => fileURLToPath(new URL(`../${name}`, import.meta.url))

export const common = {
  root: path('src/lab/page'),
  configFile: false,
  base: './',
  logLevel: 'warn',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' }
}
