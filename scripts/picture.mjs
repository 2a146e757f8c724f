// Draws README's picture from a real run: node scripts/picture.mjs (after the build) writes docs/speed-of-learning.svg.
import { mkdirSync, writeFileSync } from 'node:fs'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { FigureView, chartStyles } from '../dist/charts/index.js'
import { run, series } from '../dist/index.js'

const { trace } = await run('speed-4')
const figure = {
  kind: 'lines', title: 'How fast each hidden layer of the book’s deepest network learns', caption: '',
  x: { label: 'epoch', scale: 'linear' }, y: { label: '‖δ‖', scale: 'log' },
  series: [1, 2, 3, 4].map(layer => {
    const { epoch, value } = series(trace, 'deltaNorm', layer)
    return { name: `layer ${layer}`, x: [...epoch], y: [...value] }
  })
}
const html = renderToString(h(FigureView, { figure, id: 'speed' }))
const [svg] = html.match(/<svg[\s\S]*?<\/svg>/)
// Alone, the picture has no figure around it that would set its font and colours.
const own = 'svg{font-family:var(--ds-sans);font-variant-numeric:tabular-nums;fill:var(--ds-ink)}'
const style = `<style>${chartStyles}${own}</style><rect x="-12" width="100%" height="100%" fill="var(--ds-paper)"/>`
mkdirSync('docs', { recursive: true })
writeFileSync('docs/speed-of-learning.svg', svg.replace('viewBox="0 0 720 ', 'viewBox="-12 0 744 ').replace('>', `>${style}`) + '\n')
