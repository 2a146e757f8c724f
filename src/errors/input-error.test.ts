import { expect, test } from 'vitest'
import { InputError, shown } from './index.ts'

test('an InputError is one line: where, expected, got, what to do', () => {
  const plain = new InputError({ code: 'usage', where: '--epochs', expected: 'a whole number', got: '"x"' })
  expect(plain.message).toBe('--epochs: expected a whole number, got "x"')
  const mistake = { code: 'file', where: 'a.csv:3', expected: '5 columns', got: '4', remedy: 'Add the missing column' } as const
  const error = new InputError(mistake)
  expect(error.message).toBe('a.csv:3: expected 5 columns, got 4. Add the missing column')
  expect(error.mistake).toEqual(mistake)
  expect([error instanceof Error, error.name]).toEqual([true, 'InputError'])
  const hostile = new InputError({ code: 'file', where: 'a\n\u001b[31mb', expected: 'x\u2028', got: '\r' })
  expect(hostile.message).toBe('a��[31mb: expected x�, got �')
})

test.each([
  [1, '1'], [NaN, 'NaN'], [-Infinity, '-Infinity'], ['a', '"a"'], [undefined, 'undefined'], [null, 'null'], [true, 'true'],
  [[1, NaN, Infinity], '[1,"NaN","Infinity"]'], [{ a: 1 }, '{"a":1}'], [Symbol('s'), 'Symbol(s)']
])('shown(%s) = %s', (value, text) => {
  expect(shown(value)).toBe(text)
})

test('a stranger’s value is shown in at most 60 characters and on one line', () => {
  expect(shown('x'.repeat(1e6)).length).toBeLessThanOrEqual(60)
  expect(shown({ text: 'a\nb\u001b[31m\u009b' })).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  expect(shown('\u0085\u007f')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
})
