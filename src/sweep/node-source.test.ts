import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeSource } from './node-source.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-source-'))
afterAll(() => rmSync(folder, { recursive: true }))
const source = nodeSource()

describe('nodeSource', () => {
  it('finds MNIST in its package, with the published checksum', async () => {
    const labels = await source.read('mnist/train-labels-idx1-ubyte')
    expect(labels.length).toBe(60_008)
    expect(await source.sha256?.(labels)).toBe('65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5')
  })

  it('reads files of the disk into memory of their own', async () => {
    const path = join(folder, 'a')
    writeFileSync(path, 'bytes')
    const bytes = await source.read(path)
    expect(new TextDecoder().decode(bytes)).toBe('bytes')
    expect(bytes.buffer.byteLength).toBe(5)
  })

  it('refuses what is not there, is no file, or is too large', async () => {
    const large = join(folder, 'large')
    writeFileSync(large, '')
    truncateSync(large, 2 * 1024 ** 3 + 1)
    const refusals = {
      [join(folder, 'none')]: /no such file/, 'mnist/other': /no such file/,
      [folder]: /a directory/, '/dev/zero': /a device/, [large]: /at most 2 GiB/
    }
    for (const [path, got] of Object.entries(refusals)) {
      await expect(source.read(path)).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(got) })
    }
  })
})
