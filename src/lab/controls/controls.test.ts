import { h, type JSX } from 'preact'
import { render } from 'preact-render-to-string'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { presets, resolve, type Experiment } from '../../experiment/index.ts'
import { busy, end, experiment, fingerprint, mistake, open, opened, phase } from '../state/lab.ts'
import { bookNetwork } from '../state/opening.ts'
import { language } from '../state/settings.ts'
import { english } from '../words/controls.en.ts'
import { chinese } from '../words/controls.zh.ts'
import { english as shellEnglish } from '../words/shell.en.ts'
import { loadChinese } from '../words/pack.ts'
import { chinese as shellChinese } from '../words/shell.zh.ts'
import { Build } from './build/build.tsx'
import { edited } from './edit/edit.ts'
import { Footer } from './footer.tsx'
import { Help } from './help.tsx'
import { ownSets } from './own-data/own-files.ts'
import { KEYS } from './keys.ts'
import { Remedies } from './remedies.tsx'
import { RunBar } from './run-bar.tsx'
import { TroubleBody } from './trouble-body.tsx'

beforeAll(loadChinese)
beforeEach(() => open(bookNetwork()))
afterEach(() => {
  language.value = 'en'
})

const draw = (part: JSX.Element): string => render(part)
const attribute = (tag: string, name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]

/** Every control of a piece of HTML with its name as a screen reader would say it; '' where it has none. */
function controlsOf(html: string): readonly { readonly tag: string; readonly name: string }[] {
  const labels = [...html.matchAll(/<label\b([^>]*)>(.*?)<\/label>/gs)]
  return [...html.matchAll(/<(input|select|button|textarea)\b[^>]*>(?:(?<=button[^>]*>)(.*?)<\/button>)?/gs)]
    .filter(([tag]) => !/ hidden[ >=]/.test(tag))
    .map(([tag, , inside]) => {
      const id = attribute(tag, 'id')
      const label = labels.find(([whole, given]) => (id !== undefined && attribute(given!, 'for') === id) || whole.includes(tag))
      const text = attribute(tag, 'aria-label') ?? inside ?? label?.[2] ?? ''
      return { tag, name: text.replaceAll(/<(select|svg)\b.*?<\/\1>|<[^>]*>/gs, '').trim() }
    })
}

/** One of each: every field of the document that the panel sets is there in one of them. */
const ALL_KINDS: readonly Experiment[] = [
  bookNetwork(),
  resolve({ data: { kind: 'blobs' }, network: { layers: [2, 5, 3], initialization: { weights: { kind: 'he' } } },
    training: { optimizer: { kind: 'rmsprop' } } }),
  resolve({ data: { kind: 'curves' }, network: { layers: [784, 9, 784], initialization: { weights: { kind: 'sparse' } } },
    training: { optimizer: { kind: 'adam' } } }),
  resolve({ network: { layers: [784, 9, 10], initialization: { weights: { kind: 'constant' }, biases: { kind: 'constant' } } },
    training: { optimizer: { kind: 'adamw' } } }),
  resolve({
    data: { kind: 'csv', inputs: 'a.csv', targets: 'y' }, network: { layers: [4, 8, 2] },
    training: { optimizer: { momentum: { kind: 'sutskever' } }, schedule: { kind: 'step' }, gradientClipping: { kind: 'norm' } }
  }),
  resolve({ network: { layers: [784, 30, 10] }, training: { schedule: { kind: 'cosine' } } })
]

test('every control has a name, in both languages', () => {
  for (const lang of ['en', 'zh'] as const) {
    language.value = lang
    for (const one of ALL_KINDS) {
      open(one)
      const controls = controlsOf(draw(h(Build, {})))
      expect(controls.length).toBeGreaterThan(20)
      expect(controls.filter(({ name }) => name === '')).toEqual([])
    }
  }
})

test('every field that can be built has its control', () => {
  const paths = new Set(ALL_KINDS.flatMap(one => {
    open(one)
    return [...draw(h(Build, {})).matchAll(/data-path="([^"]+)"/g)].map(([, path]) => path!)
  }))
  expect([...paths].toSorted()).toEqual([
    'data.classes', 'data.kind', 'data.noise', 'data.reconstruct', 'data.scale', 'data.side', 'data.standardize', 'data.targets', 'data.task', 'data.train',
    'data.validation',
    'network.activation', 'network.cost', 'network.initialization.biases.kind', 'network.initialization.biases.std',
    'network.initialization.biases.value',
    'network.initialization.weights.connections', 'network.initialization.weights.distribution', 'network.initialization.weights.gain',
    'network.initialization.weights.kind', 'network.initialization.weights.scaling', 'network.initialization.weights.std',
    'network.initialization.weights.value', 'network.layers', 'network.normalization', 'network.residual', 'seed',
    'training.batchSize', 'training.epochs', 'training.frozen', 'training.gradientClipping', 'training.gradientClipping.limit',
    'training.l2',
    'training.optimizer.beta1', 'training.optimizer.beta2', 'training.optimizer.decay', 'training.optimizer.epsilon',
    'training.optimizer.kind',
    'training.optimizer.learningRate', 'training.optimizer.momentum', 'training.optimizer.momentum.max', 'training.optimizer.nesterov',
    'training.optimizer.weightDecay', 'training.schedule.every', 'training.schedule.factor', 'training.schedule.final',
    'training.schedule.kind'
  ].toSorted())
})

test('every option of every list gives a document, or a mistake that is said', () => {
  for (const one of ALL_KINDS) {
    open(one)
    const html = draw(h(Build, {}))
    for (const [, path, list] of html.matchAll(/data-path="([^"]+)"[^>]*>(?:(?!data-path).)*?<select[^>]*>(.*?)<\/select>/gs)) {
      for (const [, value] of list!.matchAll(/<option[^>]* value="([^"]*)"/g)) {
        if (['network.cost', 'data.kind', 'training.gradientClipping'].includes(path!)) continue // names of their own: edit.test.ts
        expect(edited(one, [[path!, value]]).kind, `${path} ${value}`).toMatch(/valid/)
      }
    }
  }
})

test('a network of eighty layers is a text, not eighty rows; its frozen layers too', () => {
  open(resolve({ network: { layers: [784, ...Array<number>(80).fill(30), 10] } }))
  const html = draw(h(Build, {}))
  expect(html).toContain('value="784-30x80-10"')
  expect(html.match(/<li\b/g)).toBeNull()
})

test('every preset can be shown and edited', () => {
  for (const { name, experiment: one } of Object.values(presets)) expect(edited(one, [['seed', 3]]).kind, name).toBe('valid')
})

test('the run bar names its buttons; a run that is over offers more epochs', () => {
  phase.value = 'ready'
  const names = controlsOf(draw(h(RunBar, {}))).map(({ name }) => name)
  expect(names).toEqual(['Play', 'One update', 'One epoch', 'Reset', 'New seed', 'Recorded epochs', 'Speed'])
  phase.value = 'over'
  end.value = { kind: 'done' }
  expect(draw(h(RunBar, {}))).toContain('+500 epochs')
  fingerprint.value = '0123456789abcdef'
  expect(draw(h(RunBar, {}))).toContain('>0123456789abcdef</code>')
  experiment.value = resolve({ ...bookNetwork(), training: { schedule: { kind: 'cosine' } } })
  expect(draw(h(RunBar, {}))).not.toContain('+500 epochs')
})

test('the first value that was no number: where, what, and buttons with what to do', () => {
  const bad = { kind: 'nonFinite', step: 7, epoch: 7, layer: 2, quantity: 'weightedInput', operation: 'matrix product' } as const
  phase.value = 'over'
  end.value = bad
  const said = 'At update 7 the weighted inputs z of layer 2 grew beyond all numbers, in the product of weights and activations.'
  expect(draw(h(TroubleBody, {}))).toContain(said)
  expect(controlsOf(draw(h(Remedies, { bad }))).map(({ name }) => name)).toEqual(['Learning rate 0.01', 'Clip gradients at norm 1'])
  language.value = 'zh'
  expect(draw(h(TroubleBody, {}))).toContain('第 7 次更新时，第 2 层的加权输入 z 在权重与激活值的乘积中超出了数的范围。')
  end.value = { ...bad, layer: 3 }
  expect(draw(h(TroubleBody, {}))).toContain('输出层的加权输入 z ')
  expect(draw(h(RunBar, {}))).toContain(`${shellChinese.run.frozen}。第`)
  language.value = 'en'
  expect(draw(h(TroubleBody, {}))).toContain('the weighted inputs z of the output grew beyond all numbers')
})

test('one is not many', () => {
  expect([english.data.rows(300, 1), english.data.rows(1, 2)]).toEqual(['300 rows of 1 input', '1 row of 2 inputs'])
})

test('an experiment that cannot run says why, and leads back', () => {
  phase.value = 'failed'
  mistake.value = { code: 'file', where: 'a.csv', expected: 'a readable file', got: 'none' }
  const html = draw(h(TroubleBody, {}))
  expect(html).toContain('a.csv: expected a readable file, got none.')
  expect(html).toContain('role="alert"')
  expect(controlsOf(html).map(({ name }) => name)).toContain('Open the book’s network')
})

test('a worker that is long silent: how large the network is, and the way out', () => {
  opened.value = bookNetwork()
  open(resolve({ network: { layers: [784, ...Array<number>(6).fill(4096), 10] } }))
  busy.value = true
  const html = draw(h(TroubleBody, {}))
  expect(html).toContain('87,162,890 weights and biases; about 2.7 GB of memory.')
  expect(html).toContain('role="status"')
  expect(controlsOf(html).map(({ name }) => name)).toEqual(['Cancel, and back to the last one that ran'])
  opened.value = null
  expect(controlsOf(draw(h(TroubleBody, {}))).map(({ name }) => name)).toEqual(['Cancel, and open the book’s network'])
  busy.value = false
})

test('columns of very different size: one hint with the button that mends it, in both languages, until it is mended or left', () => {
  open(resolve({ data: { kind: 'csv', inputs: 'a.csv', targets: 'y' }, network: { layers: [2, 3, 2] } }))
  const unequal = { largest: { name: 'income', size: 10_000 }, smallest: { name: '2', size: 1 } }
  const set = { name: 'a.csv', rows: 9, inputs: 2, settings: [], targets: ['y'], files: ['a.csv'], unequal }
  ownSets.value = new Map([['a.csv', set]])
  expect(draw(h(TroubleBody, {}))).toContain('“income” reaches 10,000, column 2 only 1.')
  language.value = 'zh'
  expect(draw(h(TroubleBody, {}))).toContain('“income”列最大到 10000，第 2 列只到 1。')
  expect(controlsOf(draw(h(TroubleBody, {}))).map(({ name }) => name)).toEqual([chinese.unequal.mend, chinese.unequal.leave])
  open(resolve({ ...experiment.value, data: { ...experiment.value.data, standardize: true } }))
  expect(draw(h(TroubleBody, {}))).toBe('')
  ownSets.value = new Map()
})

test('every key that works is in the help; keys are told apart', () => {
  const html = draw(h(Help, {}))
  for (const key of Object.values(KEYS)) expect(html).toContain(`<kbd>${key === ' ' ? 'Space' : key}</kbd>`)
  expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length)
  expect(draw(h(Footer, {}))).toContain('MIT licence')
})

/** Every text of a catalogue by its path; functions are called with something of each kind. */
function textsOf(words: object, path = ''): readonly (readonly [path: string, text: string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return textsOf(value, `${path}${key}.`)
    const text: unknown = typeof value === 'function' ? (value as (...given: unknown[]) => unknown)(3, 4, '5', '6') : value
    return [[`${path}${key}`, String(text)] as const]
  })
}

/** Names that are alike in both languages, and signs. */
const NAMES = /^(help\.(named\.|close)|activations\.|optimizers\.|weights\.(he|glorot|lecun)|outputs\.|run\.stop$)/

const CATALOGUES = [[english, chinese], [shellEnglish, shellChinese]] as const
test.each(CATALOGUES)('the catalogues say the same things, none of them empty, and Chinese is Chinese', (one, other) => {
  const [texts, translated] = [textsOf(one), new Map(textsOf(other))]
  expect([...translated.keys()]).toEqual(texts.map(([path]) => path))
  for (const [path, text] of texts) {
    expect(text, path).not.toBe('')
    if (NAMES.test(path)) continue
    expect(translated.get(path), path).toMatch(/[\u4e00-\u9fff]/)
  }
})
