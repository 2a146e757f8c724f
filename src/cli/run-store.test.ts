import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { resolve } from '../experiment/index.ts'
import { TraceBuilder } from '../trace/index.ts'
import { folderStore } from './run-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a folder of runs', () => {
  it('gives back the trace that was kept, whole, and nothing for another key or a damaged file', async () => {
    const experiment = resolve({ data: { kind: 'xor', train: 4, validation: 0 }, network: { layers: [2, 2, 1] } })
    const builder = new TraceBuilder(experiment, 'simd')
    builder.add(0, 0, 1, -1, 'deltaNorm', 0.1 + 0.2)
    const trace = builder.finish({ kind: 'done' })
    const store = await folderStore(join(folder, 'a', 'b'))
    await store.write('simd one', trace)
    expect(await store.read('simd one')).toEqual(trace)
    expect(await store.read('simd two')).toBeUndefined()
    const [file] = readdirSync(join(folder, 'a', 'b'))
    for (const text of ['', '{}', 'no json']) {
      writeFileSync(join(folder, 'a', 'b', file!), text)
      expect(await store.read('simd one')).toBeUndefined()
    }
    await store.write('simd one', trace)
    expect(await store.read('simd one')).toEqual(trace)
  })
  it('is refused where no folder can be', async () => {
    writeFileSync(join(folder, 'file'), '')
    await expect(folderStore(join(folder, 'file', 'x'))).rejects.toThrow(/expected a place that can be written/)
  })
})
