import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { downloadTable, embedded, sizeOf, splitUp, wasmOf, withoutWasm } from './download.ts'

const wasm = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 7, 7]
const base64 = deflateRawSync(Uint8Array.from(wasm)).toString('base64')

describe('what a page downloads', () => {
  it('finds the wasm build in the generated source', () => {
    expect([...wasmOf(embedded(`// hash\nexport const wasm = '${base64}'\n`))]).toEqual(wasm)
  })
  it('takes the wasm out of a bundle and leaves the rest', () => {
    expect(withoutWasm(`const a="${'Ab/+'.repeat(2000)}==",b=1`)).toBe('const a="",b=1')
    expect(withoutWasm('const a="hello"')).toBe('const a="hello"')
  })
  it('tells what an entry needs at once from what it asks for later', () => {
    const chunk = (fileName: string, imports: string[], code = 'x'.repeat(300)) => ({ fileName, isEntry: fileName === 'a', imports, code })
    const wasm = chunk('e', [], `export default "${'AGFz'.repeat(2000)}"`)
    const { atOnce, later } = splitUp([chunk('d', ['c']), chunk('a', ['b']), chunk('c', []), chunk('b', ['c']), wasm])
    expect(atOnce.map(({ fileName }) => fileName)).toEqual(['a', 'c', 'b'])
    expect(later.map(({ fileName }) => fileName)).toEqual(['d'])
  })
  it('counts bytes and gzip', () => {
    const { bytes, gzip } = sizeOf('x', 'a'.repeat(10_000))
    expect(bytes).toBe(10_000)
    expect(gzip).toBeLessThan(100)
    expect(sizeOf('µ', 'µ').bytes).toBe(2)
  })
  it('judges kernels and core, and says why a core could not be bundled', () => {
    const size = (gzip: number) => ({ name: 's', bytes: 2 * gzip, gzip })
    const { rows } = downloadTable({ wasm: [size(16_000), size(16_001)], core: [size(40_001), size(50)] })
    expect(rows.map(row => row[3])).toEqual(['✓ ≤ 16.0 kB', '✗ ≤ 16.0 kB', '✗ ≤ 40.0 kB', ''])
    expect(downloadTable({ wasm: [], core: null, reason: 'no vite' }).notes[0]).toContain('no vite')
  })
})
