import { expect, test } from 'vitest'
import { InputError } from '../errors/index.ts'
import { loadDataset, type Dataset } from './index.ts'
import { ascii, rejection, sourceOf } from './testing.ts'

const iris = 'sepal,petal,species\n5.1,1.4,setosa\n7,4.7,versicolor\n6.3,6,virginica\n4.9,1.5,setosa\n'
const digits = '5,0,255\n0,128,64\n4,1,2\n1,3,4\n0,9,8\n'

function load(text: string | Uint8Array, targets: string, more: object = {}, outputSize?: number): Promise<Dataset> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const spec = { kind: 'csv', inputs: 't.csv', targets, task: 'classification', scale: 1, train: 2, validation: 1, ...more } as const
  return loadDataset(spec, 1, sourceOf({ 't.csv': bytes }), outputSize)
}

test('a header, text classes in order, classes told from the whole file', async () => {
  const data = await load(iris, 'species')
  expect(data.classes).toEqual(['setosa', 'versicolor', 'virginica'])
  expect([data.inputSize, data.outputSize, data.task]).toEqual([2, 3, 'classification'])
  expect([...data.train.inputs]).toEqual([5.1, 1.4, 7, 4.7].map(Math.fround))
  expect([...data.train.targets]).toEqual([1, 0, 0, 0, 1, 0])
  expect([...data.validation.inputs]).toEqual([6.3, 6].map(Math.fround))
  expect([...data.validation.targets]).toEqual([0, 0, 1])
  expect([data.train.count, data.validation.count]).toEqual([2, 1])
})

test.each([['species'], [' species '], ['3'], ['-1']])('the column %j is the same one', async targets => {
  expect((await load(iris, targets)).train).toEqual((await load(iris, 'species')).train)
})

test('without a header, numbers, a scale', async () => {
  const data = await load(digits, '1', { scale: 1 / 256 })
  expect(data.classes).toEqual(['0', '1', '4', '5'])
  expect([...data.train.inputs]).toEqual([0, 0.99609375, 0.5, 0.25])
  expect([...data.train.targets]).toEqual([0, 0, 0, 1, 1, 0, 0, 0])
  expect([...(await load(digits, '1', {}, 10)).train.targets.subarray(0, 10)]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
})

test('a header with the numbers of the pixels: by its name', async () => {
  expect((await load(`label,0,1\n${digits}`, 'label')).train).toEqual((await load(digits, '1')).train)
})

test('a column named by a number goes before the number', async () => {
  expect([...(await load('a,b,1\n5,6,0\n7,8,1\n9,9,1\n', '1')).train.inputs]).toEqual([5, 6, 7, 8])
})

test('one output for two classes: one column of 0 and 1', async () => {
  const data = await load('a,b\n1,no\n2,yes\n3,no\n', 'b', {}, 1)
  expect([...data.train.targets]).toEqual([0, 1])
  expect([data.outputSize, data.classes]).toEqual([1, ['no', 'yes']])
})

test('digits and letters together are classes', async () => {
  expect((await load('1,A\n2,7\n3,A\n4,7\n', '2')).classes).toEqual(['7', 'A'])
})

test('regression: the values themselves', async () => {
  const data = await load('x,y\n1,-2.5\n2,1e-3\n3,.5\n', 'y', { task: 'regression' })
  expect([...data.train.targets, ...data.validation.targets]).toEqual([-2.5, 0.001, 0.5].map(Math.fround))
  expect([data.outputSize, data.classes]).toEqual([1, []])
})

test('rows beyond those asked for are not converted, but their labels count and are checked', async () => {
  expect((await load('1,0\n2,1\n3,1\nx,2\n', '2')).classes).toEqual(['0', '1', '2'])
  expect(await rejection(load('1,0\n2,1\n3,1\n4,\n', '2'))).toMatch(/line 4, column 2: expected a label or target, got an empty cell/)
})

test.each([
  ['a bad number', 'a,b\n1,0\n2x,1\n3,1\n', 'b', /t\.csv, line 3, column 1 \("a"\): expected a finite number.*"2x"/],
  ['an empty cell', 'a,b\n1,0\n,1\n3,1\n', 'b', /line 3, column 1 \("a"\).*empty cell/],
  ['nan', '1,0\nnan,1\n3,1\n', '2', /line 2, column 1.*"nan"/],
  ['Infinity', '1,0\nInfinity,1\n3,1\n', '2', /line 2.*"Infinity"/],
  ['too large for float32', '1,0\n1e39,1\n3,1\n', '2', /line 2.*float32.*"1e39"/],
  ['hexadecimal', '1,0\n0x10,1\n3,1\n', '2', /line 2.*"0x10"/],
  ['a damaged first row', '1,x2,0\n1,2,1\n3,4,1\n', '3', /line 1, column 2: expected a finite number.*"x2"/],
  ['a header with numbers, the column by number', `label,0,1\n${digits}`, '1', /line 1, column 1: expected a number.*"label"/],
  ['a short header with numbers, by number', `y,0,1\n${digits}`, '1', /line 1, column 1: expected a number.*"y"/],
  ['a damaged label', '1,0\n2,1\n3,O\n4,1\n', '2', /line 3, column 2: expected a number, as most.*"O"/],
  ['a number among text', '1,a1\n2,a2\n3,17\n4,a2\n', '2', /line 3, column 2: expected text, as most.*"17"/],
  ['a fractional label', '1,0\n2,1.5\n3,1\n', '2', /line 2, column 2: expected a whole-number class label, got 1\.5.*regression/],
  ['an overflowing label', '1,0\n2,1e999\n3,1\n', '2', /whole-number class label, got Infinity/],
  ['a missing column', 'a,b\n1,0\n2\n3,1\n', 'b', /line 3: expected 2 columns, as in line 1, got 1/],
  ['a column too many', '1,0\n2,1,1\n3,1\n', '2', /line 2: expected 2 columns.*got 3/],
  ['a lone column', 'a\n1\n2\n', 'a', /two or more columns separated by commas, semicolons or tabs, got one$/],
  ['bars', 'a|b\n1|0\n2|1\n', 'b', /line 1: expected two or more columns .*, got values with "\|" between them\. Put commas in their place/],
  ['spaces', '5.1 3.5 0\n4.9 3.0 1\n', '3', /got values with spaces between them\. Put commas in their place/],
  ['a missing value', '1,0\n?,1\n3,1\n', '2', /line 2, column 1: expected a finite number .*"\?"\. Leave rows with missing values out/],
  ['a word among inputs', '1,0\nmale,1\n3,1\n', '2', /line 2, column 1: .*"male"\. Inputs are numbers/],
  ['thousands', '1,0\n"1,234",1\n3,1\n', '2', /line 2, column 1: .*"1,234"\. Write numbers as 1234\.5/],
  ['both decimal marks', '1,5;0\n1.5;1\n3;1\n', '2', /line 2, column 1: .*"1\.5"\. Write numbers as in this file's others/],
  ['a header of numbers over words', '0,1\n5,a\n6,b\n7,a\n', '2', /line 1, column 2: expected text.*"1"\. If it belongs to a header/],
  ['an unknown column', iris, 'specie', /data\.targets: expected a column of t\.csv.*"specie".*mean "species"\?/],
  ['a column number too large', iris, '4', /a number from 1 to 3/],
  ['a number where no column is named by one', 'x,y,label\n1,2,0\n3,4,1\n', '9', /a number from 1 to 3, or a name such as "label", got "9"$/],
  ['a number near a cell of data', '1,2,a\n3,4,b\n5,6,a\n', '4', /data\.targets: expected a column of t\.csv: a number from 1 to 3, got "4"$/],
  ['a name near a cell of data', '1,2,a\n3,4,b\n5,6,a\n', 'b', /data\.targets: expected a column of t\.csv: a number from 1 to 3, got "b"$/],
  ['column 0', digits, '0', /a number from 1 to 3|header/],
  ['two columns of the name', 'a,y,y\n1,2,3\n', 'y', /one column named "y", got several/],
  ['too few rows', '1,0\n2,1\n', '2', /data\.train \+ data\.validation: expected at most 2, the rows of t\.csv, got 3/],
  ['one class', '1,7\n2,7\n3,7\n', '2', /at least two classes, got one/],
  ['only a header', 'a,b\n', 'b', /rows below the header/],
  ['nothing but line ends', '\n\n', '1', /empty file/],
  ['bytes that are not UTF-8', Uint8Array.of(49, 44, 0xff, 10), '1', /text in UTF-8/]
] as const)('refuses %s', async (_, text, targets, message) => {
  expect(await rejection(load(text, targets))).toMatch(message)
})

test('the classes must fit the outputs', async () => {
  expect(await rejection(load(iris, 'species', {}, 4))).toMatch(/expected 4 classes.*got 3: "setosa, versicolor, virginica"/)
  expect(await rejection(load(digits, '1', {}, 5))).toMatch(/labels from 0 to 4, or 5 different ones/)
  expect(await rejection(load(digits, '1', {}, 3))).toMatch(/t\.csv, line 1, column 1: expected labels from 0 to 2 .* got 5/)
  expect(await rejection(load(digits, '1', { task: 'regression' }, 2))).toMatch(/network\.layers: expected 1 output/)
  const many = Array.from({ length: 10_001 }, (_, n) => `1,${n}`).join('\n')
  expect(await rejection(load(many, '2'))).toMatch(/at most 10000 classes.*regression/)
  await expect(load(ascii('1,0\n2,1\n'), '2', { train: 1e15 })).rejects.toThrow(InputError)
})

const flowers = { inputs: [5.1, 3.5, 1.4, 4.9, 3, 1.5, 6.3, 3.3, 6], classes: ['setosa', 'virginica'] }
test.each([
  ['as UCI gives it', '5.1,3.5,1.4,setosa\n4.9,3.0,1.5,setosa\n6.3,3.3,6.0,virginica\n\n', '4'],
  ['with spaces after commas and quotes', '"a", "b", "c", "kind"\n5.1, 3.5, 1.4, "setosa"\n4.9, 3, 1.5, "setosa"\n6.3, 3.3, 6, "virginica"\n', 'kind'],
  ['a European spreadsheet', 'a;b;c;kind\r\n5,1;3,5;1,4;setosa\r\n4,9;3,0;1,5;setosa\r\n6,3;3,3;6,0;virginica\r\n', 'kind'],
  ['the same without a header, in quotes', '"5,1";"3,5";"1,4";setosa\n"4,9";"3,0";"1,5";setosa\n"6,3";"3,3";"6,0";virginica\n', '-1'],
  ['semicolons and points', 'a;b;c;kind\n5.1;3.5;1.4;setosa\n4.9;3.0;1.5;setosa\n6.3;3.3;6.0;virginica\n', 'kind'],
  ['Excel’s line of the separator', '\ufeffsep=;\r\na;b;c;kind\r\n5,1;3,5;1,4;setosa\r\n4,9;3;1,5;setosa\r\n6,3;3,3;6;virginica\r\n', 'kind'],
  ['tabs', 'a\tb\tc\tkind\n5.1\t3.5\t1.4\tsetosa\n4.9\t3\t1.5\tsetosa\n6.3\t3.3\t6\tvirginica\n', 'kind'],
  ['rows of separators below it', 'a,b,c,kind\n5.1,3.5,1.4,setosa\n4.9,3,1.5,setosa\n\n6.3,3.3,6,virginica\n,,,\n ,, ,\n', 'kind'],
  ['a name with a comma in quotes', '"a, in cm";b;c;kind\n5,1;3,5;1,4;setosa\n4,9;3;1,5;setosa\n6,3;3,3;6;virginica\n', 'kind']
])('flowers %s', async (_, text, targets) => {
  const { train, validation, classes } = await load(text, targets)
  expect({ inputs: [...train.inputs, ...validation.inputs], classes }).toEqual({ ...flowers, inputs: flowers.inputs.map(Math.fround) })
})

test('Excel’s Unicode text is UTF-16 with tabs', async () => {
  const text = '\ufeffa\tkind\r\n5,5\tgröß\r\n6\tklein\r\n7\tklein\r\n'
  const bytes = Uint8Array.from(text, () => 0).length
  const utf16 = new Uint8Array(2 * bytes)
  for (let i = 0; i < bytes; i++) utf16.set([text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8], 2 * i)
  const data = await load(utf16, 'kind')
  expect([[...data.train.inputs], data.classes]).toEqual([[5.5, 6], ['größ', 'klein']])
})

test('a comma table keeps semicolons inside its cells', async () => {
  expect((await load('1,a;b\n2,c;d\n3,a;b\n', '2')).classes).toEqual(['a;b', 'c;d'])
})
