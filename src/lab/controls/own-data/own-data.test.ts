import { expect, test } from 'vitest'
import { GOLDEN } from '../../../data/golden.ts'
import { ascii, base64, idxBytes, join } from '../../../data/testing.ts'
import { InputError } from '../../../errors/index.ts'
import { bookNetwork } from '../../state/opening.ts'
import { edited } from '../edit/edit.ts'
import { archivePair, arrayOf, classesOf, targetsFirst } from './arrays.ts'
import { documentIn } from './document.ts'
import { settingsFor, taskOf, type Facts } from './guess.ts'
import { kindOf } from './kind-of.ts'
import { arePixels, arraySizes, unequal } from './sizes.ts'
import { tableFacts } from './table.ts'
import { bytesOf } from './unpack.ts'

const idx = (shape: readonly number[], value: (i: number) => number): Uint8Array =>
  idxBytes(0x08, shape, 1, (view, at, i) => view.setUint8(at, value(i)))
const refusal = async (work: () => unknown): Promise<string> => {
  try {
    await work()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'none'
}

test('a file is what its bytes say, whatever its name', async () => {
  expect(kindOf(ascii('a,b\n1,2\n'), 'x.npz')).toBe('csv')
  expect(kindOf(idx([2, 2], i => i), 'x.csv')).toBe('idx')
  expect(kindOf(base64(GOLDEN.deflatedArchive), 'x')).toBe('npz')
  expect(kindOf(join([0x93], ascii('NUMPY')), 'x')).toBe('npy')
  expect(await refusal(() => kindOf(Uint8Array.of(1, 0, 2), 'x.csv'))).toContain('expected CSV, IDX, npy or npz')
})

test('gzip is unpacked, and damage is one clear line', async () => {
  const stream = new Blob(['a,b\n1,2\n']).stream().pipeThrough(new CompressionStream('gzip'))
  const packed = new Uint8Array(await new Response(stream).arrayBuffer())
  expect(new TextDecoder().decode(await bytesOf(new Blob([packed]), 'x'))).toBe('a,b\n1,2\n')
  expect(await refusal(() => bytesOf(new Blob([packed.subarray(0, 15)]), 'x.gz'))).toMatch(/x\.gz: expected whole compressed data/)
  expect(await refusal(() => bytesOf(new Blob([]), 'x'))).toMatch(/got an empty file/)
})

test('a table: its rows, its columns, the likeliest targets and their classes', async () => {
  const flowers = await tableFacts('length,width,species\n1,2,a\n2,3,b\n3,4,a\n', 'f')
  expect(flowers).toMatchObject({ rows: 3, columns: 3, targets: 'species', choices: ['species'],
    classes: { different: 2, numbers: false, whole: false } })
  const bare = await tableFacts('1,0.5,7\n0,0.25,8\n', 'f')
  expect(bare).toMatchObject({ rows: 2, targets: '3', choices: ['1', '2', '3'], classes: { different: 2, numbers: true, whole: true } })
  expect((await tableFacts('label,x,y1\n1,2,3\n0,3,4\n', 'f')).targets).toBe('label')
  expect((await tableFacts('label,x,y1\n1,2,3.5\n0,3,4\n', 'f', 'y1')).classes).toEqual({ different: 2, numbers: true, whole: false })
  expect((await tableFacts('1,2\n3,4\n', 'f', '-2')).targets).toBe('1')
  expect((await tableFacts('a,b\n1,01\n2,1.0\n', 'f')).classes.different).toBe(1)
  expect(await refusal(() => tableFacts('one\n2\n', 'f'))).toMatch(/two or more columns/)
  expect((await tableFacts('label,0,1\n5,1,2\n6,3,4\n', 'f'))).toMatchObject({ rows: 2, targets: 'label' })
  expect((await tableFacts('a,b,kind\n1,?,x\n2,3,y\n', 'f')).targets).toBe('kind')
  expect((await tableFacts(',a,b,a\n0,1,2,3\n1,2,3,4\n', 'f')).choices).toEqual(['1', '2', 'b', '4'])
  expect(await tableFacts('a;b;kind\n1,5;2;x\n2;3;y\n;;\n', 'f')).toMatchObject({ rows: 2, columns: 3, targets: 'kind' })
  expect(await refusal(() => tableFacts('', 'f'))).toMatch(/got an empty file/)
})

test('arrays: the narrower holds the targets; classes are counted, measured values are not', () => {
  const images = arrayOf('idx', idx([4, 2, 2], i => i), 'a')
  const labels = arrayOf('idx', idx([4], i => i % 3), 'b')
  expect(targetsFirst(labels, images)).toBe(true)
  expect(targetsFirst(images, labels)).toBe(false)
  expect(targetsFirst(arrayOf('idx', idx([4], i => i), 'y'), arrayOf('idx', idx([4], i => i), 'x'))).toBe(true)
  expect(classesOf(labels)).toEqual({ different: 3, numbers: true, whole: true })
  expect(classesOf(images).whole).toBe(false)
})

test('an archive: y_train goes with x_train, and others can be wanted', () => {
  const archive = base64(GOLDEN.deflatedArchive)
  const pair = archivePair(archive, 'f')
  expect([pair.targets.shape, pair.inputs.shape]).toEqual([[4], [4, 3]])
  expect(pair.names).toContain('y_test')
  expect(archivePair(archive, 'f', 'y_test').targets.shape[0]).not.toBe(4)
})

const facts: Facts = {
  kind: 'csv', inputs: 'f.csv', targets: 'y', rows: 150, inputSize: 4, targetSize: 1, classes: { different: 3, numbers: true, whole: true },
  bytes: false, sizes: []
}

test('labels are text or few whole numbers that come again; the rest is measured', () => {
  expect(taskOf(facts)).toBe('classification')
  expect(taskOf({ ...facts, classes: { different: 150, numbers: false, whole: false } })).toBe('classification')
  expect(taskOf({ ...facts, classes: { different: 90, numbers: true, whole: true } })).toBe('regression')
  expect(taskOf({ ...facts, classes: { different: 3, numbers: true, whole: false } })).toBe('regression')
  expect(taskOf({ ...facts, targetSize: 2 })).toBe('regression')
})

test('the experiment on one’s own data: the network fits, hidden layers stay, cost and readings follow the task', () => {
  const book = bookNetwork()
  const of = (given: Facts) => {
    const next = edited(book, settingsFor(given, book.network.layers))
    if (next.kind === 'mistaken') throw new Error(next.mistake.expected)
    return next.experiment
  }
  expect(of(facts)).toMatchObject({
    data: { kind: 'csv', inputs: 'f.csv', targets: 'y', task: 'classification', scale: 1, train: 150, validation: 0 },
    network: { layers: [4, 30, 30, 3] }, training: { batchSize: 150, l2: 0 }
  })
  const measured = of({ ...facts, classes: { different: 150, numbers: true, whole: false } })
  expect(measured.network).toMatchObject({ layers: [4, 30, 30, 1], cost: 'quadratic', outputActivation: 'linear' })
  expect(measured.observe.quantities).not.toContain('accuracy')
  const images = of({ ...facts, kind: 'idx', targets: 'l', inputSize: 784, rows: 60_000, bytes: true })
  expect(images.data).toMatchObject({ train: 10_000, scale: 1 / 256 })
})

test('columns of very different size are found, with their names; equal ones and small differences are not', async () => {
  const found = async (text: string) => unequal((await tableFacts(text, 'f')).sizes, 1)
  expect(await found('share,income,kind\n0.5,9000,a\n0,100,b\n1,10000,a\n'))
    .toEqual({ largest: { name: 'income', size: 10_000 }, smallest: { name: 'share', size: 1 } })
  expect(await found('5.1,3.5,a\n4.9,3,b\n7,2,a\n')).toBeNull()
  expect(await found('year,kind\n1990,a\n2020,b\n')).toEqual({ largest: { name: 'year', size: 2020 }, smallest: null })
  expect(await found('x,always,kind\n1,0,a\n2,0,b\n')).toBeNull()
  expect(await found('x,kind\n1,a\n1,b\n')).toBeNull()
  const bytes = arrayOf('idx', idx([4, 3], i => i * 20), 'a')
  expect(unequal(arraySizes(bytes), 1 / 256)).toBeNull()
  expect(unequal(arraySizes(bytes), 1)?.largest).toEqual({ name: '3', size: 220 })
})

test('a wide table of whole numbers from 0 to 255 holds pixels', async () => {
  const row = (value: number): string => `${value},${Array.from({ length: 64 }, (_, k) => (k * value) % 256).join(',')}`
  const sizes = (await tableFacts([row(1), row(7), row(3)].join('\n'), 'f', '1')).sizes
  expect(arePixels(sizes)).toBe(true)
  expect(arePixels((await tableFacts(`${row(1)}\n${row(2)}.5\n`, 'f', '1')).sizes)).toBe(false)
  expect(arePixels(sizes.slice(1, 5))).toBe(false)
})

test('files of other kinds are called by their names', async () => {
  expect(await refusal(() => kindOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0), 'x.csv'))).toMatch(/got a picture/)
  expect(await refusal(() => kindOf(join([0x50, 0x4b, 3, 4], ascii('..xl/workbook.xml..')), 'x'))).toMatch(/got a spreadsheet\. Save the table as CSV/)
  expect(await refusal(() => kindOf(ascii(' [1, 2]'), 'x'))).toMatch(/got JSON/)
  expect(await refusal(() => kindOf(ascii('<!doctype html>'), 'x'))).toMatch(/got a web page/)
  expect(kindOf(Uint8Array.of(0xff, 0xfe, 97, 0, 44, 0), 'x')).toBe('csv')
})

test('an experiment that was saved is opened as it is; other JSON is none', async () => {
  const text = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document))
  expect(documentIn(text({ data: { kind: 'xor' }, network: { layers: [2, 3, 1] } }), 'f')?.network.layers).toEqual([2, 3, 1])
  expect(documentIn(text({ rows: [] }), 'f')).toBeNull()
  expect(documentIn(ascii('a,b\n1,2\n'), 'f')).toBeNull()
  expect(await refusal(() => documentIn(ascii('{"network"'), 'f'))).toMatch(/f: expected an experiment in JSON/)
  expect(await refusal(() => documentIn(text({ network: { layers: [3] } }), 'f'))).toMatch(/network\.layers/)
})
