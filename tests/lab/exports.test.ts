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
