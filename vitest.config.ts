import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Relaxed SIMD is behind a flag on Node 20 and simply there from 22 on. tests/long/engines.test.ts asks for more. */
const execArgv = [
  ...(process.versions.node.startsWith('20.') ? ['--experimental-wasm-relaxed-simd'] : []),
  ...(process.env['DELTASCOPE_TEST_FLAGS']?.split(' ') ?? [])
]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Browser tests mostly wait for the browser: also two cores have work for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { extends: true, test: { name: 'node', include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'tests/golden/*.test.ts'], execArgv } },
      // In a real Chromium, one for all files, on the built page.
      {
        extends: true,
        test: {
          name: 'lab', include: ['tests/lab/**/*.test.ts'], globalSetup: 'tests/lab/harness/setup.ts',
          // Nothing here waits for a time; these are for a machine that has other things to do.
          testTimeout: 90_000, expect: { poll: { timeout: 15_000, interval: 30 } }
        }
      }
    ]
  }
})
