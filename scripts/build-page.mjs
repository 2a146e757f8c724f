// Builds the lab: dist/page/, a folder for any web server, with the custom element that holds it on other pages, and dist/deltascope-lab.html, one file that works from the disk.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { viteSingleFile } from 'vite-plugin-singlefile'
import { mnistSample } from './mnist-sample.mjs'
import { common, folderOutput, output, path } from './page-config.mjs'

const page = path('dist/page')
const single = path('dist/.single')

const icon = readFileSync(path('src/lab/page/icon.svg')).toString('base64')

/** In the page that is one file, what the folder has as files is inside. */
const inside = {
  name: 'inside',
  enforce: 'pre',
  resolveId(id, from) {
    if (id === 'virtual:mnist-sample') return '\0mnist-sample'
    const own = /^\.\/(create-worker|sample|create-jobs-worker)\.ts$/.exec(id)
    return own && from ? join(dirname(from), `${own[1]}.single.ts`) : null
  },
  // Vite leaves icons out of one file.
  transformIndexHtml: html => html.replace(/(<link rel="icon" href=")[^"]*(")/, `$1data:image/svg+xml;base64,${icon}$2`),
  load(id) {
    return id === '\0mnist-sample' ? `export const sample = ${JSON.stringify(Buffer.from(mnistSample()).toString('base64'))}` : null
  }
}

await build({ ...common, build: { ...(await folderOutput()), outDir: page, emptyOutDir: true, assetsInlineLimit: 0 } })
writeFileSync(`${page}/mnist-sample.bin`, mnistSample())

// Small, and loaded by pages that know nothing of the lab's own files.
await build({
  ...common,
  build: {
    ...output, outDir: page, emptyOutDir: false,
    lib: { entry: path('src/lab/element/deltascope-lab.ts'), formats: ['es'], fileName: () => 'deltascope-lab.js' }
  }
})

await build({
  ...common,
  plugins: [...common.plugins, inside, viteSingleFile({ removeViteModuleLoader: true })],
  worker: { ...common.worker, format: 'iife', rolldownOptions: { output: { codeSplitting: false } } },
  build: { ...output, outDir: single, emptyOutDir: true, cssCodeSplit: false }
})
copyFileSync(`${single}/index.html`, path('dist/deltascope-lab.html'))
rmSync(single, { recursive: true })
