import type { Figure } from '../../charts/index.ts'
import { shownEpoch } from '../state/cursor.ts'
import { experiment, position } from '../state/lab.ts'
import { fileName } from './file-name.ts'
import { save } from './save.ts'
import { standaloneSvg } from './standalone.tsx'

/** Pixels of a PNG for one of the picture. */
const SCALE = 2

/** Saves each figure as a file of its own. */
export async function savePictures(figures: readonly Figure[], what: string, format: 'svg' | 'png'): Promise<void> {
  for (const [i, figure] of figures.entries()) {
    const svg = await standaloneSvg(figure)
    if (svg === null) continue
    const part = figures.length > 1 ? `${what}-${i + 1}` : what
    const name = fileName(experiment.peek(), part, format, shownEpoch.peek() ?? position.peek().epoch)
    if (format === 'svg') save(name, 'image/svg+xml', svg)
    else save(name, 'image/png', await png(svg))
  }
}

/** Draws a picture as the browser would, on the paper it brings, at twice its size. */
async function png(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * SCALE
    canvas.height = image.naturalHeight * SCALE
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('no PNG'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(url)
  }
}
