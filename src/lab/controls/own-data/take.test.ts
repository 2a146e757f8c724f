import { beforeEach, expect, test } from 'vitest'
import { idxOfBytes } from '../../../data/testing.ts'
import { experiment, open } from '../../state/lab.ts'
import { bookNetwork } from '../../state/opening.ts'
import { ownSets, taking } from './own-files.ts'
import { correct, remove, takeFiles } from './take.ts'

/** A file that is read when the test says so, as a large one is read late. */
function slow(name: string, content: string | Uint8Array): { readonly file: File; readonly arrive: () => void } {
  const file = new File([content as BlobPart], name)
  let arrive = (): void => {}
  const wait = new Promise<void>(resolve => (arrive = resolve))
  const read = file.arrayBuffer.bind(file)
  file.arrayBuffer = async () => {
    await wait
    return read()
  }
  return { file, arrive }
}

const table = (names: string): string => [names, ...Array.from({ length: 12 }, (_, n) => `${n / 12},${(n * 5) % 7},${n % 2 ? 'yes' : 'no'}`)].join('\n')
const inputs = (): string => ('inputs' in experiment.value.data ? experiment.value.data.inputs : '')

beforeEach(() => {
  for (const name of ownSets.peek().keys()) remove(name)
  open(bookNetwork())
})

test('what was dropped last is what opens, however late the one before is read', async () => {
  const [large, small] = [slow('large.csv', table('a,b,kind')), slow('small.csv', table('c,d,kind'))]
  const both = [takeFiles([large.file]), takeFiles([small.file])]
  small.arrive()
  await both[1]
  expect([inputs(), taking.value]).toEqual(['small.csv', null])
  large.arrive()
  await both[0]
  expect([inputs(), taking.value, [...ownSets.value.keys()]]).toEqual(['small.csv', null, ['small.csv']])
})

test('an overtaken file that is damaged says nothing', async () => {
  const bad = slow('bad.csv', 'a,b\n1\n')
  const taken = takeFiles([bad.file])
  await takeFiles([slowless('good.csv', table('a,b,kind'))])
  bad.arrive()
  await taken
  expect([inputs(), taking.value]).toEqual(['good.csv', null])
})

test('of a pair dropped one after the other neither overtakes the other', async () => {
  const images = idxOfBytes([6, 2, 2], Array.from({ length: 24 }, (_, i) => (i * 37) % 256))
  const labels = idxOfBytes([6], [0, 1, 2, 0, 1, 2])
  for (const order of [[0, 1], [1, 0]]) {
    open(bookNetwork())
    const files = [slow('images', images), slow('labels', labels)]
    const taken = files.map(({ file }) => takeFiles([file]))
    for (const i of order) {
      files[i]!.arrive()
      await taken[i]
    }
    expect([inputs(), taking.value], String(order)).toEqual(['images', null])
    remove('images')
  }
})

test('other targets chosen while a new file is read do not come after it', async () => {
  await takeFiles([slowless('first.csv', table('a,b,kind'))])
  const second = slow('second.csv', table('c,d,kind'))
  const taken = takeFiles([second.file])
  const corrected = correct('first.csv', 'kind', { targets: 'a' })
  await corrected
  expect(inputs()).toBe('first.csv')
  second.arrive()
  await taken
  // What was asked last stays.
  expect(inputs()).toBe('first.csv')
})

function slowless(name: string, content: string): File {
  return new File([content], name)
}
