import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fromUrl, presets, resolve } from '../../experiment/index.ts'
import { english } from '../words/share.en.ts'
import { chinese } from '../words/share.zh.ts'
import { selectorsOf } from './field-paths.ts'
import { fileName } from './file-name.ts'
import { commandFor, linkTo, snippetFor } from './links.ts'
import { CONTROLS, PARTS } from './parts.ts'

const book = resolve({ network: { layers: [784, 30, 30, 10] }, seed: 7 })
const experiments = Object.values(presets).map(({ experiment }) => resolve(experiment))

describe('a link', () => {
  it('is the page and the experiment, without settings of the page', () => {
    for (const experiment of experiments) {
      const link = linkTo('https://example.org/lab/#v=1&net=2-2&lang=zh&embed=1', experiment)
      expect(link.startsWith('https://example.org/lab/#v=1&net=')).toBe(true)
      expect(fromUrl(link)).toEqual(experiment)
    }
  })
})

describe('a command', () => {
  it('is one argument to a shell, whatever a file is called, and the same experiment', () => {
    const odd = resolve({ data: { kind: 'csv', inputs: "it's $(rm) `x` \"y\".csv", targets: 'a b&c' }, network: { layers: [3, 2] } })
    for (const experiment of [...experiments, odd]) {
      const argument = /^npx deltascope run '([^']*)'$/.exec(commandFor(experiment))?.[1]
      expect(fromUrl(argument!)).toEqual(experiment)
    }
  })
})

describe('a snippet', () => {
  it('is markup that gives the experiment back', () => {
    const snippet = snippetFor('https://example.org/x.js?a=1&b=2', book, ['build', 'stories'], 'zh')
    expect(snippet).toBe('<script type="module" src="https://example.org/x.js?a=1&amp;b=2"></script>\n' +
      '<deltascope-lab experiment="v=1&amp;net=784-30-30-10&amp;seed=7" hide="build,stories" lang="zh-Hans"></deltascope-lab>')
  })
})

describe('a file name', () => {
  it('says what the file is', () => {
    expect(fileName(book, 'speed', 'svg', 37)).toBe('deltascope-784-30-30-10-sigmoid-seed-7-epoch-37-speed.svg')
    expect(fileName(book, 'readings', 'csv', 0.123456)).toBe('deltascope-784-30-30-10-sigmoid-seed-7-epoch-0.12-readings.csv')
    expect(fileName(resolve({ network: { layers: [784, ...Array<number>(80).fill(30), 10], activation: 'leakyRelu' } }), 'experiment', 'json'))
      .toBe('deltascope-784-30x80-10-leakyrelu-seed-1-experiment.json')
  })

  it('is short and plain for any network', () => {
    const deep = resolve({ network: { layers: [784, ...Array.from({ length: 500 }, (_, i) => 10 + (i % 7)), 10] } })
    expect(fileName(deep, 'a/b\\c:d', 'csv').length).toBeLessThan(130)
    expect(fileName(deep, 'a/b\\c:d', 'csv')).toMatch(/^[a-z0-9.-]+$/)
  })
})

describe('what can be hidden', () => {
  it('is in the documentation, by every name', () => {
    const text = readFileSync(new URL('../../../docs/lab.md', import.meta.url), 'utf8')
    for (const name of [...PARTS, ...CONTROLS]) expect(text).toContain(`\`${name}\``)
  })

  it('has a name in both languages where the dialog offers it', () => {
    const offered = PARTS.filter(part => part !== 'header' && part !== 'footer')
    expect(Object.keys(english.parts).sort()).toEqual([...offered].sort())
    expect(Object.keys(chinese.parts).sort()).toEqual([...offered].sort())
  })

  it('is a control of a field by the key of a link, and nothing else', () => {
    expect(selectorsOf(['lr', 'nothing', 'header'])).toEqual(['[data-path="training.optimizer.learningRate"]', '[data-path^="training.optimizer.learningRate."]'])
  })
})
