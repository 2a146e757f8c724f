import { beforeEach, expect, test } from 'vitest'
import { missing, part, tryAgain } from './parts.ts'

/** A part that cannot be had until the test says so. */
function absent(): { readonly fetching: () => Promise<string>; readonly mend: () => void } {
  let there = false
  return { fetching: async () => (there ? 'here' : Promise.reject(new Error('not found'))), mend: () => void (there = true) }
}
const soon = (): Promise<void> => new Promise(resolve => setTimeout(resolve))

beforeEach(() => {
  missing.value = null
})

test('a part that was missed and comes early is handed to those who wait, and is not missing any more', async () => {
  const { fetching, mend } = absent()
  const { load, early } = part(fetching)
  const waits = [load(), load()]
  await soon()
  expect(missing.value).toBe('file')
  mend()
  await early()
  expect(await Promise.all(waits)).toEqual(['here', 'here'])
  expect(missing.value).toBeNull()
})

test('of two that are missing the note stays until both have come', async () => {
  const [one, other] = [absent(), absent()]
  const [first, second] = [part(one.fetching), part(other.fetching)]
  void first.load()
  const waits = second.load()
  await soon()
  one.mend()
  await first.early()
  expect(missing.value).toBe('file')
  other.mend()
  missing.value = 'answer'
  tryAgain()
  expect(await waits).toBe('here')
  expect(missing.value).toBeNull()
})
