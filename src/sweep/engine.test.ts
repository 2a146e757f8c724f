import { afterEach, describe, expect, it, vi } from 'vitest'
import { usesWideBuilds, useWideBuilds } from '../kernels/index.ts'
import { joinsVectors, widen } from './engine.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  useWideBuilds(false)
})

describe('engines that join two vectors in one', () => {
  it.each([
    [{ v8: '11.3.244.8-node.38' }, 'x64', false],
    [{ v8: '12.4.254.21-node.58' }, 'x64', false],
    [{ v8: '13.6.233.17-node.50' }, 'x64', true],
    [{ v8: '14.6.202.34-node.34' }, 'x64', true],
    [{ v8: '15.2.1.1-node.1' }, 'x64', false],
    [{ v8: '13.6.233.17-node.50' }, 'arm64', false],
    [{ v8: '13.6.233.17', bun: '1.3.1' }, 'x64', false],
    [{}, 'x64', false]
  ])('%o on %s: %s', (versions, arch, expected) => expect(joinsVectors(versions, arch)).toBe(expected))

  it('are asked for the wide builds, unless the environment says no', () => {
    expect(widen()).toBe(joinsVectors(process.versions, process.arch))
    expect(usesWideBuilds()).toBe(joinsVectors(process.versions, process.arch))
    vi.stubEnv('DELTASCOPE_VECTORS', '128')
    expect(widen()).toBe(false)
    expect(usesWideBuilds()).toBe(false)
  })
})
