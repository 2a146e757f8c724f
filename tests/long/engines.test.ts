import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// The kernels' contract on the versions of Node whose V8 joins two vectors in one: at once by the optimizing compiler, which does it. They
// come from npm, each about 40 MB, and are kept.
const root = join(import.meta.dirname, '../..')
const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const FLAGS = ['--experimental-wasm-revectorize', '--no-liftoff', '--no-wasm-lazy-compilation']

function node(major: number): string {
  const folder = join(root, 'node_modules/.cache/deltascope-engines', String(major))
  const program = join(folder, 'node_modules', platform, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true })
    const quiet = ['--no-audit', '--no-fund', '--no-save', '--no-package-lock']
    execFileSync('npm', ['install', '--prefix', folder, ...quiet, `${platform}@${major}`], { stdio: 'ignore', shell: process.platform === 'win32' })
  }
  return program
}

describe.skipIf(process.arch !== 'x64')('an engine that joins two vectors in one', () => {
  it.each([24, 25, 26])('holds the kernels’ contract, with the same bytes from both kinds of build: Node %i', major => {
    const program = node(major)
    expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toMatch(`v${major}.`)
    const { status, stdout } = spawnSync(program, [
      join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'node', 'src/network/kernels.test.ts', 'tests/golden', 'src/sweep/engine.test.ts'
    ], { cwd: root, encoding: 'utf8', env: { ...process.env, DELTASCOPE_TEST_FLAGS: FLAGS.join(' '), VITEST: '' } })
    process.stdout.write(`  Node ${major}: ${/Tests .*/.exec(stdout)?.[0] ?? stdout.slice(-2000)}\n`)
    expect(status).toBe(0)
    expect(stdout).toMatch(/Tests .*\d{3,} passed/)
    expect(stdout).not.toMatch(/Tests .*skipped/)
  })

  // Long enough for the optimizing compiler, on a pool: both networks large enough for packed products, one of them for a team of threads.
  it.each([24, 25, 26])('gives the fingerprints of this one: Node %i', major => {
    const links = ['v=1&net=784-30-30-10&train=2000&val=200&epochs=4', 'v=1&net=784-150-140-10&train=1000&val=100&batch=256&epochs=6&act=tanh']
    const fingerprints = (program: string, env: object): string[] => links.map(link => {
      const json = execFileSync(program, [join(root, 'dist/cli/main.js'), 'run', link, '--json'], { encoding: 'utf8', env: { ...process.env, ...env } })
      return (JSON.parse(json) as { fingerprint: string }).fingerprint
    })
    const expected = fingerprints(process.execPath, { DELTASCOPE_VECTORS: '128' })
    expect(new Set(expected).size).toBe(links.length)
    expect(expected[0]).toMatch(/^[0-9a-f]{16}$/)
    expect(fingerprints(node(major), {})).toEqual(expected)
  })
})
