import { defineConfig } from 'vitest/config'

/**
 * What takes minutes: the whole chapter on the real data, distributions over hundreds of seeds, and the page through ten thousand epochs and
 * hundreds of clicks.
 */
export default defineConfig({
  test: {
    testTimeout: 900_000,
    hookTimeout: 900_000,
    maxWorkers: 1,
    projects: [
      { extends: true, test: { name: 'long', include: ['tests/long/*.test.ts'] } },
      { extends: true, test: { name: 'lab', include: ['tests/long/lab/*.test.ts'], globalSetup: 'tests/lab/harness/setup.ts' } }
    ]
  }
})
