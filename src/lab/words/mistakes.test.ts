import { expect, test } from 'vitest'
import { loadDataset } from '../../data/index.ts'
import { InputError, type Mistake } from '../../errors/index.ts'
import { fromUrl, resolve } from '../../experiment/index.ts'
import { plainly } from '../controls/mistake-text.tsx'
import { mistakeInChinese, saidInChinese } from './mistakes.zh.ts'

const net = { layers: [784, 30, 30, 10] }
const BROKEN: readonly unknown[] = [
  3, {}, { network: {} }, { network: { layers: [784] } }, { network: { layers: [784, 0.5, 10] } }, { network: { layers: [2, 10] } },
  { network: { layers: [784, 9] } },
  { network: { ...net, activation: 'sigmod' } }, { network: { ...net, residual: 'yes' } },
  { network: { layers: [784, 20, 30, 10], residual: true } },
  { network: { layers: [784, 10], normalization: 'batch' } }, { network: { layers: [784, 1, 10], normalization: 'layer' } },
  { network: { ...net, cost: 'logLikelihood', outputActivation: 'sigmoid' } },
  { network: { ...net, cost: 'crossEntropy', outputActivation: 'linear' } },
  { network: { ...net, initialization: { weights: { kind: 'sparse', connections: 900 } } } },
  { network: { layers: [784, 100_000_000, 10] } },
  { network: { ...net, initialization: { weights: { kind: 'he', std: 1 } } } },
  { network: { ...net, initialization: { weights: { kind: 'safetensors' } } } },
  { network: net, data: { kind: 'csv' } }, { network: net, data: { train: 0 } }, { network: net, data: { reconstruct: true } },
  { network: { layers: [2, 1], outputActivation: 'softmax' }, data: { kind: 'xor' } },
  { network: { layers: [1, 3] }, data: { kind: 'regression' } },
  { network: { layers: [2, 1], outputActivation: 'linear', cost: 'quadratic' }, data: { kind: 'circles' } },
  { network: { layers: [1, 1], cost: 'crossEntropy' }, data: { kind: 'regression' } },
  { network: { layers: [1, 1], outputActivation: 'softmax' }, data: { kind: 'regression' } },
  { network: net, training: { batchSize: 2000 } }, { network: net, training: { batchSize: 200_000 } },
  { network: { ...net, normalization: 'batch' }, training: { batchSize: 1 } },
  { network: { ...net, normalization: 'batch' }, training: { batchSize: 3 } }, { network: net, training: { epochs: -1 } },
  { network: net, training: { l2: -1 } },
  { network: net, training: { optimizer: { learningRate: NaN } } }, { network: net, training: { optimizer: { momentum: 1 } } },
  { network: net, training: { optimizer: { nesterov: true } } }, { network: net, training: { optimizer: { kind: 'adamw' }, l2: 5 } },
  { network: net, training: { optimizer: { kind: 'adam', epsilon: 0 } } },
  { network: net, training: { schedule: { kind: 'cosine', final: 2 } } },
  { network: net, training: { frozen: [1, 2, 3] } }, { network: net, training: { frozen: [2, 1] } },
  { network: net, training: { frozen: [4] } },
  { network: net, training: { changes: [{ step: 5 }] } }, { network: net, training: { changes: [{ step: 5, l2: 1 }, { step: 5, l2: 0 }] } },
  { network: net, training: { optimizer: { kind: 'adam' }, changes: [{ step: 5, momentum: 0.5 }] } },
  { network: net, training: { changes: [{ l2: 1 }] } },
  { network: net, training: { optimizer: { kind: 'adamw' }, l2: 0, changes: [{ step: 5, l2: 0.5 }] } },
  { network: net, training: { changes: 3 } },
  { network: net, observe: { examples: 5000 } }, { network: net, observe: { quantities: ['cost', 'cost'] } },
  { network: net, observe: { quantities: ['costs'] } },
  { network: net, data: { validation: 0 }, observe: { quantities: ['validationCost'] } },
  { network: net, observe: { every: { epochs: 1, steps: 1 } } },
  { network: { layers: [1, 1] }, data: { kind: 'regression' }, observe: { quantities: ['accuracy'] } },
  { network: net, training: { epochs: 10_000_000, batchSize: 1 }, observe: { every: { steps: 1 } } }, { network: net, tranning: {} },
  { network: net, version: 2 }
]
const LINKS = ['net=784-x', 'net=784-30x0-10', 'nte=3', 'net=784-10&net=2', 'act=tanh', 'net=784-10&lr=big', 'net=784-10&clip=maybe',
  'v=2&net=784-10', 'net=%ff']

function mistakeOf(work: () => unknown): Mistake {
  try {
    work()
  } catch (error) {
    if (error instanceof InputError) return error.mistake
    throw error
  }
  throw new Error('nothing was refused')
}

/** Two English words of letters alone in a row: a sentence that was not translated. Names and values are single words. */
const ENGLISH = /(?:^|[^\w"'.[{(-])(?!mnist|CSV)[a-z]{2,} [a-z]{2,}\b/i

function messageOf(json: string): string {
  try {
    JSON.parse(json)
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

test.each(BROKEN.map(document => [document]))('%j is refused in Chinese', document => {
  const { expected, got, remedy = '' } = mistakeInChinese(mistakeOf(() => resolve(document)))
  for (const text of [expected, remedy, got]) expect(text.replaceAll(/one of [\w, ]+/g, '')).not.toMatch(ENGLISH)
  expect(expected).toMatch(/[\u4e00-\u9fff]/)
})

test.each(LINKS)('the link %s is refused in Chinese', link => {
  const { where, expected, remedy = '' } = mistakeInChinese(mistakeOf(() => fromUrl(link)))
  expect(where).not.toMatch(/\burl\b|\bkey\b/)
  for (const text of [expected, remedy]) expect(text).not.toMatch(ENGLISH)
})

test('values stay as they are, numbers too, and the control sees English', () => {
  expect(saidInChinese('at most data.train, 1000')).toBe('最多 1000，即训练样本数')
  expect(saidInChinese('"sigmod"')).toBe('"sigmod"')
  expect('at most data.train, 1000 and more words').toMatch(ENGLISH)
  expect(mistakeInChinese({ code: 'file', where: 'f.csv, line 3, column 2 ("a")', expected: '2 columns, as in line 1', got: '1' }))
    .toEqual({ code: 'file', where: 'f.csv，第 3 行，第 2 列（"a"）', expected: '2 列，与第 1 行相同', got: '1' })
})

test.each(['a fault in it', 'a fault in it (reserved block type)', messageOf('{"network": '), messageOf('{"network": x}'), 'JSON Parse error: Unexpected EOF'])(
  'what is wrong with a file, %s, is said in Chinese', got => expect(saidInChinese(got)).not.toMatch(/[a-z]/)
)

test('a limit is said to those who went beyond it, and to nobody else', () => {
  const rate = (got: string): Mistake => ({ code: 'experiment', where: '', expected: 'a number from 0 to 1e+30', got })
  expect([plainly(rate('-1')), plainly(rate('1e+31'))]).toEqual(['a number, 0 or more', 'a number from 0 to 1e+30'])
  expect(saidInChinese(plainly(rate('-1')))).toBe('不小于 0 的数')
  expect(saidInChinese(plainly(rate('1e+31')))).toBe('0 到 1e+30 之间的数')
  expect(saidInChinese('a number above 0, at most 1e+30')).toBe('大于 0 且不超过 1e+30 的数')
  expect(plainly({ code: 'file', where: '', expected: 'a finite number that fits float32', got: '"1e39"' })).toContain('float32')
})

const TABLES: readonly string[] = [
  'a|b\n1|0\n', 'a b\n1 0\n', '1\n2\n', '', 'a,b\n1,"2\n', 'a,b\n1,2"3"', 'a;b\n"1"2;3', 'a,b\r1,2', 'a,b\n1,2,3\n', 'a,b\n?,1\n2,2\n',
  'a,b\nred,1\n2,2\n', 'a,b\n"1,234",1\n2,2\n', 'a;b\n1,5;1\n2.5;2\n', 'a,b\n', 'a,b\n1,\n', 'a,b\n1,7\n1,7\n', 'a,a\n1,2\n', '1,a\n2,3\n4,b\n'
]
test.each(TABLES)('the table %j is refused in Chinese', async text => {
  const spec = { kind: 'csv', inputs: 'f', targets: text.startsWith('1') ? '2' : text.includes('b') ? 'b' : 'a', task: 'classification', scale: 1, train: 2, validation: 0 } as const
  const wrong: unknown = await loadDataset(spec, 1, { read: async () => new TextEncoder().encode(text) }).catch((error: unknown) => error)
  expect(wrong).toBeInstanceOf(InputError)
  const { expected, got, remedy = '' } = mistakeInChinese((wrong as InputError).mistake)
  for (const said of [expected, got, remedy]) expect(said).not.toMatch(ENGLISH)
  expect(expected).toMatch(/[\u4e00-\u9fff]/)
})
