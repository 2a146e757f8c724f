import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { csvRows } from '../../src/data/index.ts'
import { fromUrl, resolve } from '../../src/experiment/index.ts'
import { decodeSafetensors } from '../../src/network/index.ts'
import { fromJsonl, readings } from '../../src/trace/index.ts'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'
import { openShare, share } from './harness/share.ts'

useBrowser()

const QUERY = 'v=1&net=2-4-2&data=xor&train=60&val=20&batch=7&epochs=5&seed=3'

interface Saved { readonly name: string; readonly bytes: Buffer }

/** What a click downloads. */
async function saved(page: Page, click: () => Promise<void>): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: download.suggestedFilename(), bytes: await buffer(await download.createReadStream()) }
}

describe('the files of a run', () => {
  it('read back as what the page shows', () => withLab({ hash: QUERY }, async page => {
    await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
    await openShare(page)
    const fingerprint = await page.locator('.share-print code').innerText()
    const take = (name: string): Promise<Saved> => saved(page, () => page.getByRole('button', { name }).click())

    const jsonl = await take(share.en.jsonl)
    expect(jsonl.name).toBe('deltascope-2-4-2-sigmoid-seed-3-epoch-5-readings.jsonl')
    const trace = fromJsonl(jsonl.bytes.toString('utf8'), jsonl.name)
    expect(trace.fingerprint).toBe(fingerprint)
    expect(trace.experiment).toEqual(fromUrl(QUERY))

    const csv = await take(share.en.csv)
    const [head, ...rows] = [...csvRows(csv.bytes.toString('utf8'), csv.name)].map(row => row.cells)
    expect(head).toEqual(['step', 'epoch', 'layer', 'neuron', 'quantity', 'value'])
    expect(rows.map(row => Number(row[5]))).toEqual([...readings(trace)].map(reading => reading.value))

    const weights = decodeSafetensors((await take(share.en.safetensors)).bytes)
    expect(Object.fromEntries([...weights].map(([name, { shape }]) => [name, shape]))).toEqual({
      'layers.1.weights': [4, 2], 'layers.1.biases': [4], 'layers.2.weights': [2, 4], 'layers.2.biases': [2]
    })

    const json = await take(share.en.json)
    expect(resolve(JSON.parse(json.bytes.toString('utf8')))).toEqual(fromUrl(QUERY))
  }))
})

describe('the pictures', () => {
  it('of every panel are SVG that stands alone and PNG of twice its size', () => withLab({ hash: QUERY }, async page => {
    await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
    // A page of no policy: a picture's own styles are right for a file, and would be refused here.
    const elsewhere = await page.context().newPage()
    await page.bringToFront()
    const menus = page.locator('.panel .menu')
    await expect.poll(() => menus.count()).toBeGreaterThan(4)
    for (const menu of await menus.all()) {
      const take = async (name: string): Promise<Saved> => {
        await menu.locator('summary').click()
        return saved(page, () => menu.getByRole('button', { name }).click())
      }
      const svg = await take(shell.en.svg)
      expect(svg.name).toMatch(/^deltascope-2-4-2-sigmoid-seed-3-epoch-5-[a-z0-9-]+\.svg$/)
      const size = await sizeOfSvg(elsewhere, svg.bytes.toString('utf8'))
      const png = await take(shell.en.png)
      expect(png.bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
      expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([2 * size.width, 2 * size.height])
      expect(await lightCorner(elsewhere, png.bytes)).toBe(true)
    }
  }))
})

/** Throws where the text is no well-formed SVG, or asks for anything beyond itself. */
async function sizeOfSvg(page: Page, text: string): Promise<{ readonly width: number; readonly height: number }> {
  expect(text).not.toMatch(/(?:href|src)=|url\(|var\(--|@import|<script/)
  return page.evaluate(svg => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement
    if (root.localName !== 'svg' || root.querySelector('parsererror')) throw new Error(root.textContent ?? '')
    return { width: Number(root.getAttribute('width')), height: Number(root.getAttribute('height')) }
  }, text)
}

/** Whether the picture stands on white paper, and is not white alone. */
async function lightCorner(page: Page, png: Buffer): Promise<boolean> {
  return page.evaluate(async bytes => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const white = (at: number): boolean => data[at] === 255 && data[at + 1] === 255 && data[at + 2] === 255 && data[at + 3] === 255
    let coloured = 0
    for (let at = 0; at < data.length; at += 4) if (!white(at)) coloured++
    return white(0) && coloured > 500
  }, [...png])
}
