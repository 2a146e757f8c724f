import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    exclude: ['tests/long/**', 'node_modules/**'],
    // Relaxed SIMD is behind a flag on Node 20 and simply there from 22 on.
    execArgv: process.versions.node.startsWith('20.') ? ['--experimental-wasm-relaxed-simd'] : [],
    testTimeout: 30_000,
    hookTimeout: 60_000
  }
})
