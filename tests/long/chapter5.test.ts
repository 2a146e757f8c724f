import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** What the chapter's claims come to on the real data, seed for seed, by number. */
const words: Readonly<Record<number, string>> = {
  1: 'reproduced', 2: 'reproduced', 3: 'refined', 4: 'reproduced', 5: 'reproduced', 6: 'refined', 7: 'reproduced', 8: 'reproduced',
  9: 'reproduced', 10: 'reproduced', 11: 'refined', 12: 'reproduced', 13: 'refined', 14: 'reproduced'
}

interface JsonClaim {
  readonly number: number
  /** The word that the table shows. */
  readonly verdict: string
}

describe('deltascope chapter5, all of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deltascope-long-'))
  let code: number | null = null
  let claims: readonly JsonClaim[] = []
  let html = ''
  beforeAll(() => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'chapter5', '--json', '--quiet', '--out', folder], {
      encoding: 'utf8', maxBuffer: 1 << 28
    })
    if (status !== 0 && status !== 1) throw new Error(stderr)
    code = status
    claims = (JSON.parse(stdout) as { claims: readonly JsonClaim[] }).claims
    html = readFileSync(join(folder, 'chapter5.html'), 'utf8')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('ends well, with every claim reproduced or refined', () => {
    expect(code).toBe(0)
    expect(claims.map(c => c.number)).toEqual(claims.map((_, k) => k + 1))
    expect(Object.fromEntries(claims.map(c => [c.number, c.verdict]))).toEqual(
      { ...Object.fromEntries(claims.map(c => [c.number, expect.stringMatching(/^(reproduced|refined)$/)])), ...words })
  })

  it('holds every claim and its verdict in the report, with a section that the table links to', () => {
    const sections = html.split('<section class="claim"').slice(1)
    expect(sections).toHaveLength(claims.length)
    sections.forEach((section, k) => {
      const id = /^ id="([^"]+)"/.exec(section)?.[1]
      expect(html).toContain(`href="#${id}"`)
      expect(section).toContain(`Why “${claims[k]!.verdict}”.`)
      expect(section).toContain('What does not follow.')
      expect(section).toMatch(/<svg|<table/)
    })
  })

  it('asks nobody for anything', () => {
    const targets = [...html.matchAll(/\b(?:src|href|srcset|action|data|poster|xlink:href)="([^"]*)"/g)].map(m => m[1]!)
    expect(targets.length).toBeGreaterThan(10)
    expect(targets.filter(t => !t.startsWith('#') && !t.startsWith('data:'))).toEqual([])
    expect(html).not.toMatch(/url\((?!['"]?(?:data:|#))|@import|<script|<iframe|<object|<embed/i)
  })

  it('holds no number that is none, and stays small', () => {
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/)
    expect(html.length).toBeLessThan(1_500_000)
  })
})
