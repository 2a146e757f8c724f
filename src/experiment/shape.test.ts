import { expect, test } from 'vitest'
import type { Problem } from './problem.ts'
import { byKind, list, needed, number, record, value, type Shape } from './shape.ts'

const small = number('a number below 10', x => x < 10)
const text = value<string>('a text', x => typeof x === 'string')
const document = record({
  title: needed(text, 'a title'), sizes: list(small, 1, 3, 'one to three sizes'),
  shape: byKind('square', {
    square: { side: small }, circle: { radius: needed(small, 'a radius') }
  })
})

function read<T>(shape: Shape<T>, input: unknown): { read: T; problems: Problem[] } {
  const problems: Problem[] = []
  return { read: shape(input, '', problems), problems }
}

test('reads a copy of what it knows, and leaves out what is undefined', () => {
  const input = { title: 'x', sizes: [1, -0], shape: { side: 2 } }
  const { read: copy, problems } = read(document, input)
  expect(problems).toEqual([])
  expect(copy).toEqual({ title: 'x', sizes: [1, 0], shape: { side: 2 } })
  expect(Object.is(copy.sizes?.[1], 0)).toBe(true)
  expect(copy.sizes).not.toBe(input.sizes)
  expect(Object.keys(read(document, { title: 'x', sizes: undefined, shape: { kind: 'circle', radius: 1 } }).read)).toEqual(['title', 'shape'])
})

test('finds every problem in the order of the keys, an unknown key last and only the first', () => {
  const { problems } = read(document, { zizes: 1, titel: 1, sizes: [10, NaN, '1'], shape: { kind: 'circle', side: 1 } })
  expect(problems.map(({ where, expected, got }) => [where, expected, got])).toEqual([
    ['title', 'a title', 'nothing'],
    ['sizes[0]', 'a number below 10', '10'], ['sizes[1]', 'a number below 10', 'NaN'], ['sizes[2]', 'a number below 10', '"1"'],
    ['shape.radius', 'a radius', 'nothing'], ['shape.side', 'one of kind, radius as the key', 'the unknown key "side"'],
    ['zizes', 'one of title, sizes, shape as the key', 'the unknown key "zizes"']
  ])
  expect(problems.at(-1)!.remedy).toBe('Did you mean "sizes"?')
})

test.each([
  [null, 'experiment', 'a record with the keys title, sizes, shape'],
  [{ title: undefined }, 'title', 'a text'],
  [{ title: 'x', sizes: [] }, 'sizes', 'one to three sizes'],
  [{ title: 'x', sizes: [1, 2, 3, 4] }, 'sizes', 'one to three sizes'],
  [{ title: 'x', shape: { kind: 'toString' } }, 'shape.kind', 'one of square, circle'],
  [{ title: 'x', shape: { kind: null, side: 1 } }, 'shape.kind', 'one of square'],
  [{ title: 'x', shape: 'square' }, 'shape', 'a record with a kind'],
  [JSON.parse('{"title": "x", "__proto__": 1}'), '__proto__', 'one of title, sizes, shape as the key'],
  [{ title: 'x', constructor: 1 }, 'constructor', 'one of title, sizes, shape as the key']
])('%j: %s', (input, where, expected) => {
  expect(read(document, input).problems).toEqual([expect.objectContaining({ where, expected })])
})
