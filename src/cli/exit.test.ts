import { expect, test } from 'vitest'
import { usage } from './exit.ts'
import { here } from './testing.ts'

const lineOf = async (given: readonly string[]): Promise<string> => (await here(given)).err.trimEnd()

test('a list of names too long for the line gives way to what to do', async () => {
  const line = await lineOf(['presets', 'speed4'])
  expect(line).toMatch(/^deltascope: preset: expected one of circles, xor, .*, …, got "speed4"\. Did you mean "speed-4"\?$/)
  expect(line.length).toBeLessThanOrEqual(620)
})

test('a line that fits stays as it is', async () => {
  expect(await lineOf(['run', 'xor', '--threads', '0'])).toBe(`deltascope: ${usage('--threads', 'a whole number from 1 to 1024', '"0"').message}`)
})
