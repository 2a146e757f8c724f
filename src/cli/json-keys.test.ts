import fc from 'fast-check'
import { expect, test } from 'vitest'
import { repeatedKey } from './json-keys.ts'

test.each([
  ['{"a":1,"a":2}', 'a', 7],
  ['{"a":{"b":1},"c":[{"b":1 , "b" : 2}]}', 'b', 27],
  ['{"a":1,"\\u0061":2}', 'a', 7],
  ['{"\\"}":1,\n"x":"{\\"\\"","\\"}":2}', '"}', 22],
  ['{"__proto__":1,"__proto__":2}', '__proto__', 15]
])('%s names %j twice', (text, key, at) => {
  expect(() => void JSON.parse(text)).not.toThrow()
  expect(repeatedKey(text)).toEqual({ key, at })
})

test('the same key in another object, or as a value, is none', () => {
  expect(repeatedKey('{"a":{"a":["a","a"]},"b":"a","c":[{"a":1},{"a":1}]}')).toBeUndefined()
})

test('what JSON.stringify writes repeats nothing, however deep', () => {
  fc.assert(fc.property(fc.json(), text => repeatedKey(text) === undefined), { seed: 1 })
  expect(repeatedKey('['.repeat(1e6) + ']'.repeat(1e6))).toBeUndefined()
})
