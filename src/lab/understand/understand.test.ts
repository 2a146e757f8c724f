import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { InputError } from '../../errors/index.ts'
import { resolve } from '../../experiment/index.ts'
import { mistakeInChinese } from '../words/mistakes.zh.ts'
import { Understand } from './index.tsx'
import { JobFailed } from './job-failed.tsx'
import { work } from './jobs.ts'
import { Tex } from './tex.tsx'
import { topic, TOPICS } from './topics.ts'
import { WORDS, WordsContext } from './words.ts'

const experiment = resolve({ network: { layers: [784, 30, 30, 10] } })
const page = (language: 'en' | 'zh'): string => render(h(Understand, { language, experiment, width: 720 }))

test.each(TOPICS)('the panel %s in both languages: its tab, its title, no inline style, every field named', id => {
  topic.value = id
  for (const language of ['en', 'zh'] as const) {
    const html = page(language)
    const { text } = WORDS[language]
    expect(html).toContain(`<h3>${text.topics[id]}</h3>`)
    expect(html).toMatch(new RegExp(`id="understand-tab-${id}" aria-selected="true"`))
    expect(html.match(/aria-selected="true"/g)).toHaveLength(1)
    expect(html).not.toMatch(/ style="|undefined|\[object|NaN/)
    for (const [input] of html.matchAll(/<input[^>]*>/g)) expect(input).toMatch(/aria-label="[^"]+"/)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(m => m[1])
    expect(new Set(ids).size).toBe(ids.length)
  }
})

test('Chinese says nothing in English but names and formulas', () => {
  for (const id of TOPICS) {
    topic.value = id
    const visible = page('zh').replaceAll(/<math[\s\S]*?<\/math>|<option[\s\S]*?<\/option>|<[^>]+>/g, ' ')
    const words = visible.match(/[A-Za-z]{4,}/g) ?? []
    expect(words.filter(word => !/^(sigmoid|softmax|tanh|Sutskever|Nesterov|Glorot|Bengio|Poole|Schoenholz)$/.test(word))).toEqual([])
  }
  topic.value = 'chain'
})

test('activations have the names that the build panel gives them', () => {
  for (const id of ['chain', 'phase'] as const) {
    topic.value = id
    for (const language of ['en', 'zh'] as const) {
      const options = [...page(language).matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, text]) => text)
      expect(options).toEqual(expect.arrayContaining(Object.values(WORDS[language].activations)))
      expect(options).not.toContain('leakyRelu')
    }
  }
  topic.value = 'chain'
})

test('formulas are alike in both languages', () => {
  topic.value = 'formulas'
  const maths = (language: 'en' | 'zh') => page(language).match(/<math[\s\S]*?<\/math>/g)
  expect(maths('en')!.length).toBeGreaterThan(60)
  expect(maths('zh')).toEqual(maths('en'))
  topic.value = 'chain'
})

test('a formula is MathML, in pieces where its line may break', () => {
  expect(render(h(Tex, { tex: "σ'(z_1) ~= frac{1}{4}" }))).toBe(
    '<span class="u-math"><math displaystyle="true"><mrow><mrow><mi>σ</mi><mo class="u-prime" form="postfix" lspace="0" rspace="0">′</mo></mrow>' +
    '<mo stretchy="false">(</mo><msub><mi>z</mi><mn>1</mn></msub><mo stretchy="false">)</mo></mrow></math> ' +
    '<math displaystyle="true"><mrow><mo form="infix">=</mo><mfrac><mn>1</mn><mn>4</mn></mfrac></mrow></math></span>'
  )
})

test('a computation that broke off is said in the language of the page', async () => {
  const said = render(h(WordsContext.Provider, { value: { ...WORDS.zh, width: undefined }, children: h(JobFailed, { failed: { kind: 'failed', mistake: null } }) }))
  expect(said).toBe(`<p class="u-note" role="status">${WORDS.zh.text.failed}</p>`)
  const { network, seed } = resolve({ network: { layers: [784, 30, 30, 10], normalization: 'batch' } })
  const wrong: unknown = await work({ kind: 'products', network, seed }).next().catch((error: unknown) => error)
  if (!(wrong instanceof InputError)) throw new Error('no mistake')
  const { expected, got } = mistakeInChinese(wrong.mistake)
  expect([expected, got]).toEqual(['没有归一化与残差连接', '用了其一'])
})
