import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'deltascope-package-'))
let tarball = ''

function shell(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

beforeAll(() => {
  // The build has run before the tests; --ignore-scripts keeps `prepare` from running it again under other tests' feet.
  shell('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], root)
  tarball = join(folder, readdirSync(folder).find(name => name.endsWith('.tgz'))!)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('npm pack', () => {
  it('installs into a fresh folder and works there, as a library and as a command', () => {
    const fresh = join(folder, 'fresh')
    execFileSync('mkdir', [fresh])
    writeFileSync(join(fresh, 'package.json'), '{ "type": "module", "private": true }')
    shell('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], fresh)
    writeFileSync(join(fresh, 'use.js'), `
      import { measure, run, series } from 'deltascope'
      import * as theory from 'deltascope/theory'
      const { trace } = await run('xor', { kernel: 'simd' })
      const start = await measure({ network: { layers: [784, 30, 30, 10] } })
      const layers = [1, 2].map(l => series(start.trace, 'deltaNorm', l).value[0])
      console.log(JSON.stringify({ end: trace.end.kind, layers, theory: Object.keys(theory).length }))
    `)
    const printed = JSON.parse(shell(process.execPath, ['use.js'], fresh)) as { end: string; layers: number[]; theory: number }
    expect(printed.end).toBe('done')
    expect(printed.layers[0]).toBeGreaterThan(0.01)
    expect(printed.layers[1]).toBeGreaterThan(printed.layers[0]!)
    expect(printed.theory).toBeGreaterThan(3)
    const json = JSON.parse(shell('npx', ['--no-install', 'deltascope', 'measure', 'xor', '--json'], fresh)) as { readings: unknown[] }
    expect(json.readings.length).toBeGreaterThan(0)
  }, 180_000)

  it('holds only what a user needs', () => {
    const files = shell('tar', ['-tzf', tarball], folder).split('\n')
    expect(files).toContain('package/dist/index.js')
    expect(files).toContain('package/dist/index.d.ts')
    expect(files).toContain('package/LICENSE')
    expect(files.filter(name => /\.test\.|tsbuildinfo|\/src\/|assembly|node_modules|dist\/(bench|lab|player)\//.test(name))).toEqual([])
  })

  it('is clean for publint and for are-the-types-wrong', () => {
    const bin = (name: string): string => join(root, 'node_modules', '.bin', name)
    shell(bin('publint'), ['--strict', tarball], root)
    shell(bin('attw'), [tarball, '--profile', 'esm-only'], root)
  }, 60_000)

  it('names no machine of ours', () => {
    const listing = shell('tar', ['-xzOf', tarball, 'package/package.json'], folder)
    expect(listing).not.toMatch(/registry|\/work\//)
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/)
  })
})
