import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { FIELDS, fromUrl, resolve, toUrl, type ExperimentInput } from './index.ts'

const url = (input: ExperimentInput): string => toUrl(resolve(input))
const mnist = (rest: Omit<ExperimentInput, 'network'>, network: object = {}): string =>
  url({ network: { layers: [784, 30, 30, 10], ...network }, ...rest })

describe('toUrl', () => {
  it('writes what differs from the defaults, in short and readable keys', () => {
    expect(mnist({})).toBe('v=1&net=784-30-30-10')
    expect(mnist({ seed: 7, training: { batchSize: 10, epochs: 30, optimizer: { learningRate: 0.5 } } }, { activation: 'tanh' }))
      .toBe('v=1&net=784-30-30-10&act=tanh&lr=0.5&batch=10&epochs=30&seed=7')
    expect(mnist({ data: { train: 60 } })).toBe('v=1&net=784-30-30-10&train=60')
    const training = { gradientClipping: { kind: 'value', limit: 0.5 }, l2: 0 } as const
    expect(mnist({ training, observe: { every: { steps: 10 }, quantities: [] } }))
      .toBe('v=1&net=784-30-30-10&l2=0&clip=value:0.5&every=10steps&read=none')
    expect(mnist({ training: { optimizer: { momentum: { kind: 'sutskever', max: 0.9 }, nesterov: true } } }))
      .toBe('v=1&net=784-30-30-10&mom=sutskever:0.9&nes=1')
  })

  it('writes standardization as a flag, and none not at all', () => {
    const table = (standardize: boolean) =>
      url({ data: { kind: 'csv', inputs: 'a.csv', targets: 'y', standardize }, network: { layers: [4, 9, 3] } })
    expect(table(true)).toBe('v=1&net=4-9-3&data=csv&inputs=a.csv&targets=y&standard=1')
    expect(table(false)).toBe('v=1&net=4-9-3&data=csv&inputs=a.csv&targets=y')
  })

  it('writes reconstruction as a flag, and none not at all', () => {
    expect(url({ data: { reconstruct: true }, network: { layers: [784, 9, 784] } })).toBe('v=1&net=784-9-784&recon=1')
    expect(url({ data: { reconstruct: false }, network: { layers: [784, 9, 10] } })).toBe('v=1&net=784-9-10')
    expect(url({ data: { kind: 'curves', side: 5 }, network: { layers: [25, 3, 25] } })).toBe('v=1&net=25-3-25&data=curves&side=5')
  })

  it('writes frozen layers by number, and none not at all', () => {
    expect(mnist({ training: { frozen: [1, 2] } })).toBe('v=1&net=784-30-30-10&frozen=1-2')
    expect(mnist({ training: { frozen: [] } })).toBe('v=1&net=784-30-30-10')
  })

  it('writes changes on the way by update, and none not at all', () => {
    const changes = [{ step: 100, learningRate: 0.5 }, { step: 2e4, momentum: 0.9, l2: 0 }, { step: 1e12, learningRate: 1e22 }]
    const query = mnist({ training: { changes } })
    expect(query).toBe('v=1&net=784-30-30-10&chg=100:lr:0.5,20000:mom:0.9:l2:0,1000000000000:lr:1e22')
    expect(fromUrl(query).training.changes).toEqual(changes)
    expect(fromUrl('net=784-10&chg=7:l2:1:mom:0').training.changes).toEqual([{ step: 7, momentum: 0, l2: 1 }])
    expect(mnist({ training: { changes: [] } })).toBe('v=1&net=784-30-30-10')
    expect(fromUrl('net=784-10&chg=none')).toEqual(fromUrl('net=784-10'))
  })

  it('writes long runs of one width as width×count', () => {
    expect(url({ network: { layers: [784, ...Array<number>(100).fill(30), 10] } })).toBe('v=1&net=784-30x100-10')
    expect(url({ network: { layers: [784, 10] } })).toBe('v=1&net=784-10')
  })

  it('writes numbers that read back exactly', () => {
    for (const learningRate of [0.1 + 0.2, 1 / 3, 1e21, 5e-324, 1e30, 123456789.123456789]) {
      const query = mnist({ training: { optimizer: { learningRate } } })
      expect(query).not.toContain('+')
      expect(fromUrl(query).training.optimizer.learningRate).toBe(learningRate)
    }
  })

  it('encodes names of files', () => {
    const query = url({ data: { kind: 'csv', inputs: 'my data/a&b=c+d%20.csv', targets: 'größe' } as never, network: { layers: [4, 2] } })
    expect(query).toBe('v=1&net=4-2&data=csv&inputs=my%20data%2Fa%26b%3Dc%2Bd%2520.csv&targets=gr%C3%B6%C3%9Fe')
    expect(fromUrl(query).data).toMatchObject({ inputs: 'my data/a&b=c+d%20.csv', targets: 'größe' })
  })
})

describe('fromUrl', () => {
  const base = resolve({ network: { layers: [784, 30, 30, 30, 10] } })

  it('reads any order, a whole address, runs, and no version as the first', () => {
    const queries = [
      'seed=1&net=784-30x3-10&v=1', '?v=1&net=784-30x3-10', '#v=1&net=784-30x3-10', 'net=784-30x2-30-10', '&&net=784-30X3-10&',
      'https://example.org:80/a/b?v=1&net=784-30x3-10#top', 'http://[::1]/#v=1&net=784-30x3-10',
      'net=784-30x3-10&clip=none&every=1&res=false'
    ]
    for (const query of queries) {
      expect(fromUrl(query), query).toEqual(base)
    }
    expect(fromUrl('net=784-10&lr=1e+2').training.optimizer.learningRate).toBe(100)
    expect(fromUrl('net=784-10&mom=sutskever').training.optimizer).toMatchObject({ momentum: { kind: 'sutskever', max: 0.99 } })
  })

  it.each([
    ['', 'url', 'net=784-30-10', '""'],
    ['v=2&net=784-10', 'url key "v"', '1', '"2"'],
    ['net=784-10&lrate=1', 'url', 'one of the keys v, data', '"lrate"'],
    ['net=784-10&epoch=1', 'url', 'keys', '"epoch". Did you mean "epochs"?'],
    ['net=784-10&__proto__=1', 'url', 'keys', '"__proto__"'],
    ['net=784-10&lr=1&lr=2', 'url', 'once', '"lr" again'],
    ['net=784-10&l%72=1&lr=2', 'url', 'once', '"lr" again'],
    ['net=784-10&inputs=%ff', 'url key "inputs"', 'UTF-8', '%ff'],
    ['net=784--10', 'url key "net" (network.layers)', '784-30-30-10', '784--10'],
    ['net=784-30x0-10', 'url key "net" (network.layers)', 'no empty run', '30x0'],
    ['net=784-30x999999999999-10', 'url key "net" (network.layers)', '2001', '999'],
    [`net=784-${'1-'.repeat(50000)}10`, 'url key "net" (network.layers)', '2001', '784-1-1'],
    ['net=784-10&lr=', 'url key "lr" (training.optimizer.learningRate)', 'a number', 'an empty text'],
    ['net=784-10&lr=0x10', 'url key "lr" (training.optimizer.learningRate)', 'a number', '0x10'],
    ['net=784-10&lr=NaN', 'url key "lr" (training.optimizer.learningRate)', 'a number', 'NaN'],
    ['net=784-10&lr=1e999', 'training.optimizer.learningRate', '1e+30', 'Infinity'],
    ['net=784-10&res=yes', 'url key "res" (network.residual)', '1 or 0', 'yes'],
    ['net=784-10&clip=norm', 'url key "clip" (training.gradientClipping)', 'norm:1', 'norm'],
    ['net=784-10&every=x', 'url key "every" (observe.every)', 'steps', 'x'],
    ['net=784-10&mom=sutskeverly', 'url key "mom" (training.optimizer.momentum)', 'sutskever:0.99', 'sutskeverly'],
    ['net=784-10&chg=100', 'training.changes[0]', 'learningRate', 'none of them'],
    ['net=784-10&chg=', 'url key "chg" (training.changes)', 'a number', 'an empty text'],
    ['net=784-10&chg=5:lr', 'url key "chg" (training.changes)', '100:lr:0.5', '5:lr'],
    ['net=784-10&chg=5:lr:1:lr:2', 'url key "chg" (training.changes)', '100:lr:0.5', '5:lr:1:lr:2'],
    ['net=784-10&chg=5:rate:1', 'url key "chg" (training.changes)', 'lr, mom or l2', '5:rate:1'],
    ['net=784-10&chg=5:__proto__:1', 'url key "chg" (training.changes)', 'lr, mom or l2', '__proto__'],
    ['net=784-10&chg=5:lr:x', 'url key "chg" (training.changes)', 'a number', 'x'],
    [`net=784-10&chg=${Array.from({ length: 2000 }, (_, i) => `${i + 1}:lr:1`).join(',')}`, 'training.changes', 'at most 1000', '['],
    ['net=784-10&act=tahn', 'network.activation', 'tanh', '"tahn". Did you mean "tanh"?'],
    ['net=784-10&data=circles', 'network.layers[0]', '2', '784'],
    ['net=784-10&noise=1', 'data.noise', 'train', 'noise'],
    [`net=784-10&seed=${'1'.repeat(150_000)}x`, 'url key "seed" (seed)', 'a number', '111'],
    ['x'.repeat(300_000), 'url', '200000 characters', '300000 characters']
  ])('refuses %s', (query, where, expected, got) => {
    const { mistake, message } = errorOf(() => fromUrl(query))
    expect(mistake.where).toBe(where)
    expect(mistake.expected).toContain(expected)
    expect(`${mistake.got}. ${mistake.remedy ?? ''}`).toContain(got)
    expect(message.length).toBeLessThan(700)
  })
})

it('has one key for every field and one field for every key', () => {
  for (const part of ['key', 'path'] as const) expect(new Set(FIELDS.map(field => field[part])).size).toBe(FIELDS.length)
  for (const { key } of FIELDS) expect(key).toMatch(/^[a-z][a-z0-9]{0,7}$/)
})

function errorOf(act: () => unknown): InputError {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
  throw new Error('was not refused')
}
