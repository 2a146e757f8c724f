import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { beforeEach, describe, expect, it } from 'vitest'
import { presets, resolve } from '../../experiment/index.ts'
import { experimentOfHash, storyExperiment } from '../state/opening.ts'
import { chinese } from '../words/stories.zh.ts'
import { english, type StoriesWords } from '../words/stories.en.ts'
import { STORIES } from './index.ts'
import { STORY_IDS, storyNamed } from './list.ts'
import { Picker } from './picker.tsx'
import { forget, solve } from './progress.ts'
import { StoryPanel } from './story-panel.tsx'
import { storyHref } from './story-state.ts'
import type { QuestionText } from './story.ts'

const core = (id: (typeof STORY_IDS)[number]) => {
  const { network, training, seed, data } = storyExperiment(id)
  return { network, training, seed, train: data.train }
}
const preset = (name: string) => {
  const { network, training, seed, data } = presets[name]!.experiment
  return { network, training, seed, train: data.train }
}

describe('a story', () => {
  it('is told for every claim of the chapter', () => {
    const claims = new Set(STORY_IDS.flatMap(id => STORIES[id].claims))
    expect([...claims].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })

  it.each(STORY_IDS)('%s opens an experiment that is complete, and that a page from disk has the data for', id => {
    const experiment = storyExperiment(id)
    expect(resolve(experiment)).toEqual(experiment)
    expect(experimentOfHash(`#lang=zh&story=${id}`)).toEqual(experiment)
    if (experiment.data.kind === 'mnist') expect([experiment.data.train, experiment.data.validation]).toEqual([1000, 0])
    const { quantity } = STORIES[id].shows
    if (quantity) expect(experiment.observe.quantities).toContain(quantity)
  })

  it.each([
    ['bars', 'speed-2'], ['depth', 'speed-2'], ['training', 'speed-4'], ['small-gradient', 'speed-2'], ['chance', 'speed-4'],
    ['cancelled', 'speed-4'], ['minibatches', 'minibatch-2'], ['products', 'speed-4'], ['unscaled', 'speed-2']
  ] as const)('%s is the chapter\'s %s', (id, name) => expect(core(id)).toEqual(preset(name)))

  it('of a cure begins with the stuck network, shorter', () => {
    for (const id of ['cures', 'activations'] as const) {
      const stuck = preset('speed-4')
      expect(core(id)).toEqual({ ...stuck, training: { ...stuck.training, epochs: 150 } })
    }
  })

  it('of an obstacle is its preset but for depth, images, epochs and what the reader is to change', () => {
    const { network, training } = presets['saturation-sigmoid']!.experiment
    const three = { ...network, layers: [784, 100, 100, 100, 10] }
    expect(core('saturation')).toMatchObject({ network: three, training: { ...training, epochs: 30 } })
    const autoencoder = presets['curves-autoencoder']!.experiment
    expect(core('momentum').network).toEqual(autoencoder.network)
    expect(core('momentum').training.optimizer).toMatchObject({ learningRate: 1, momentum: 0, nesterov: false })
    const { network: deep } = presets['phase-ordered']!.experiment
    expect(core('phase').network).toEqual({ ...deep, layers: [784, ...Array<number>(16).fill(60), 10] })
    expect(core('first-layer').training).toMatchObject({ frozen: [1], batchSize: 10, epochs: 30 })
    expect(core('idle-layers').network.layers).toEqual([784, 30, 10])
  })

  it('has a link that keeps the page\'s own settings, and none where an address names no story', () => {
    const from = 'file:///lab.html#seed=3&lang=zh&story=bars&hide=build,share'
    expect(storyHref('chance', from)).toBe('file:///lab.html#story=chance&lang=zh&hide=build%2Cshare')
    expect(storyNamed('chance')).toBe('chance')
    for (const none of ['CHANCE', '', undefined, '__proto__', 'constructor']) expect(storyNamed(none)).toBeNull()
  })
})

describe.each([['English', english as StoriesWords], ['Chinese', chinese]])('the words in %s', (_, words) => {
  it.each(STORY_IDS)('say everything of %s, without a gap', id => {
    const { questions } = STORIES[id]
    const text = words.stories[id]
    expect(questions.length).toBeGreaterThanOrEqual(2)
    expect(Object.keys(text.questions).sort()).toEqual(questions.map(q => q.id).sort())
    for (const question of questions) {
      const said: QuestionText = (text.questions as Readonly<Record<string, QuestionText>>)[question.id]!
      if (question.kind === 'choice') expect(Object.keys(said.choices ?? {})).toEqual([...question.choices])
      else expect(said.choices).toBeUndefined()
      // What quotes numbers must be given them: as many as its feedback takes.
      if (!question.numbers && question.kind !== 'measure') expect(said.after.length).toBe(0)
      expect(said.after('⟨1⟩', '⟨2⟩', '⟨3⟩')).not.toMatch(/undefined|NaN/)
    }
  })
})

describe.each([['English', english as StoriesWords], ['Chinese', chinese]])('drawn in %s', (_, words) => {
  beforeEach(() => forget())

  it.each(STORY_IDS)('%s shows its text and questions, and links to its neighbours', id => {
    const page = renderToString(h(StoryPanel, { id, words, openPicker: () => undefined }))
    expect(page).not.toMatch(/undefined|NaN|\[object/)
    const questions: Readonly<Record<string, QuestionText>> = words.stories[id].questions
    for (const { ask } of Object.values(questions)) expect(page).toContain(escaped(ask))
    const at = STORY_IDS.indexOf(id)
    for (const near of [STORY_IDS[at - 1], STORY_IDS[at + 1]]) if (near) expect(page).toContain(`href="#story=${near}"`)
  })

  it('shows what was solved, with its numbers, and counts it in the list', () => {
    solve('bars', 'times', [4.794])
    const page = renderToString(h(StoryPanel, { id: 'bars', words, openPicker: () => undefined }))
    expect(page).toContain(escaped(words.stories.bars.questions.times.after('4.79')))
    const list = renderToString(h(Picker, { words, close: () => undefined }))
    expect(list).toContain(words.solvedOf(1, 3))
    for (const id of STORY_IDS) expect(list).toContain(`href="#story=${id}"`)
  })
})

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
