import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { shellBytes } from '../../scripts/page-size.mjs'

// What the page costs in time tests/long/lab/pace.test.ts measures, and in memory tests/long/lab/memory.test.ts.
it('loads at most 60 kB of shell, gzip', () => {
  expect(existsSync(fileURLToPath(new URL('../../dist/page/index.html', import.meta.url)))).toBe(true)
  process.stdout.write(`  shell: ${(shellBytes / 1000).toFixed(1)} kB, gzip\n`)
  expect(shellBytes).toBeGreaterThan(20_000)
  expect(shellBytes).toBeLessThanOrEqual(60_000)
})
