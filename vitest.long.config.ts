import { defineConfig } from 'vitest/config'

/** What takes minutes: the whole chapter on the real data, and distributions over hundreds of seeds. */
export default defineConfig({
  test: { include: ['tests/long/**/*.test.ts'], testTimeout: 900_000, hookTimeout: 900_000, maxWorkers: 1 }
})
