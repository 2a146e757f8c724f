import { describe, expect, it } from 'vitest'
import { downloadTable, sizeOf, wasmBuilds, withoutWasm } from './download.ts'

const base64 = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 7, 7]).toString('base64')

describe('what a page downloads', () => {
  it('finds the wasm builds in the generated source', () => {
    const source = `// hash\nexport const simd = '${base64}'\nexport const simdFma = "${base64}";\n`
    expect(wasmBuilds(source).map(([name, bytes]) => [name, bytes.length])).toEqual([['simd', 10], ['simdFma', 10]])
  })
  it('takes the wasm out of a bundle and leaves the rest', () => {
    expect(withoutWasm(`const a="${base64}",b=1`)).toBe('const a="",b=1')
    expect(withoutWasm('const a="hello"')).toBe('const a="hello"')
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
