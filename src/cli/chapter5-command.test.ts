import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fromUrl } from '../experiment/index.ts'
import { deltascope } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-chapter5-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Json {
  readonly claims: readonly Readonly<Record<string, unknown>>[]
  readonly traces: readonly { readonly fingerprint: string; readonly experiment: string }[]
  readonly report: string
}

describe('chapter5', () => {
  it.concurrent('prints one object with the claims and the traces they rest on, and writes the report', async () => {
    const { code, out, err } = await deltascope(['chapter5', '--only', '10,backpropagation', '--out', join(folder, 'a'), '--json'])
    expect([code, err]).toEqual([0, ''])
    const { claims, traces, report } = JSON.parse(out) as Json
    expect(claims.map(({ id, number, verdict }) => [id, number, verdict])).toEqual([
      ['backpropagation', 9, expect.stringMatching(/^(reproduced|refined)$/)],
      ['prevalence', 10, expect.stringMatching(/^(reproduced|refined)$/)]
    ])
    for (const claim of claims) expect(claim).toMatchObject({ published: expect.any(String), measured: expect.any(String) })
    for (const { fingerprint, experiment } of traces) {
      expect(fingerprint).toMatch(/^[0-9a-f]{16}$/)
      expect(fromUrl(experiment).version).toBe(1)
    }
    expect(report).toBe(join(folder, 'a', 'chapter5-9-10.html'))
    expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>/i)
  })

  it.concurrent('prints a table, a count and the report\'s path', async () => {
    const { code, out, err } = await deltascope(['chapter5', '--only', '10', '--out', join(folder, 'b')])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/published +measured here +verdict\n[^]*reproduced[^]*\n1 claim: 1 re\w+.*\.\n\n\S+chapter5-10\.html  \(.*\)\n$/)
  })

  it.concurrent('prints what it found when the report cannot be written', async () => {
    const { code, out, err } = await deltascope(['chapter5', '--only', '10', '--out', join(folder, 'c'), '--quiet'], {
      env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(FULL)}` }
    })
    expect([code, err]).toEqual([2, expect.stringMatching(/^deltascope: \S+chapter5-10\.html: expected a place.*no space left[^\n]*\n$/)])
    expect(out).toContain('1 claim: 1 re')
  })
})

/** Fills the disk as soon as anything is to be renamed. */
const FULL = "import f from 'node:fs/promises';import{syncBuiltinESMExports}from 'node:module';" +
  "f.rename=async()=>{throw Object.assign(new Error('full'),{code:'ENOSPC'})};syncBuiltinESMExports()"
