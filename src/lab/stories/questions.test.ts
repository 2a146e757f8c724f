import { describe, expect, it } from 'vitest'
import { resolve, withSetting, type Experiment } from '../../experiment/index.ts'
import { run } from '../../run/index.ts'
import { nodeSource } from '../../sweep/index.ts'
import { explodingChain } from '../../theory/index.ts'
import { addReadings, clearHistory, history } from '../state/history.ts'
import { observed, storyExperiment } from '../state/opening.ts'
import { english } from '../words/stories.en.ts'
import { judgeChoice, judgeNumber, numbersOf } from './answer.ts'
import { STORIES } from './index.ts'
import type { StoryId } from './list.ts'
import type { Question, QuestionText, Seen } from './story.ts'

const source = nodeSource()
const known = new Map<string, Promise<Seen>>()

/** What a page shows of an experiment that was trained so far, from a real trace. */
function seenAt(experiment: Experiment, epochs: number): Promise<Seen> {
  const key = `${epochs} ${JSON.stringify(experiment)}`
  const seen = known.get(key) ?? train(experiment, epochs)
  known.set(key, seen)
  return seen
}

async function train(experiment: Experiment, epochs: number): Promise<Seen> {
  const whole = epochs >= experiment.training.epochs
  const { trace, checkpoint } = await run(experiment, { source, ...(whole ? {} : { maxSteps: lastStep(experiment, epochs) }) })
  clearHistory()
  addReadings(trace.quantities, trace.columns)
  return {
    experiment, history: history.value, frame: null, end: trace.end.kind === 'done' ? trace.end : null,
    position: { step: checkpoint.step, epoch: epochs }, quantity: 'deltaNorm', topic: 'chain',
    chain: { weights: [1, 1, 1, 1], biases: [0, 0, 0, 0] }, chainInput: 0.5, ghosts: []
  }
}

/** One update beyond an epoch, so that it has been read. */
const lastStep = ({ data, training }: Experiment, epochs: number): number => Math.ceil(data.train / training.batchSize) * epochs + 1

const of = (story: StoryId, id: string): Question => STORIES[story].questions.find(question => question.id === id)!
const changed = (story: StoryId, ...settings: readonly (readonly [string, string])[]): Experiment =>
  observed(settings.reduce((one, [path, value]) => resolve(withSetting(one, path, value)), storyExperiment(story)))

const thawed = (one: Experiment): Experiment => resolve({ ...one, training: { ...one.training, frozen: [] } })

/** A right answer is taken and a wrong one is not; and the feedback gets as many numbers as it quotes. */
function answers(story: StoryId, id: string, seen: Seen, right: string | number): void {
  const question = of(story, id)
  const texts: Readonly<Record<string, QuestionText>> = english.stories[story].questions
  if (question.kind === 'choice') {
    for (const choice of question.choices) expect(judgeChoice(question, choice, seen), choice).toBe(choice === right ? 'right' : 'wrong')
  } else if (question.kind === 'measure') {
    expect(judgeNumber(question, String(right), seen)).toBe('right')
    expect(judgeNumber(question, String(Number(right) * 1.5), seen)).toBe('high')
    expect(judgeNumber(question, String(Number(right) / 1.5), seen)).toBe('low')
  } else {
    expect(question.done(seen)).toBe(right === 'done')
    if (right !== 'done') return
  }
  const numbers = numbersOf(question, seen)!
  expect(numbers.every(Number.isFinite)).toBe(true)
  expect(texts[id]!.after.length).toBe(numbers.length)
}

/** Not to be told yet, or not done. */
function open(story: StoryId, id: string, seen: Seen): void {
  const question = of(story, id)
  if (question.kind === 'choice') expect(judgeChoice(question, question.choices[0]!, seen)).toBe('early')
  else if (question.kind === 'measure') expect(judgeNumber(question, '1', seen)).toBe('early')
  else expect(question.done(seen)).toBe(false)
}

describe('before any training', () => {
  it('bars: layer 2 has the longer ones, 4.8 times', async () => {
    const seen = await seenAt(storyExperiment('bars'), 0)
    const layers = [[0.01, -0.02, 0.01], [0.05, -0.2, 0.005]].map(bars => ({ deltaMean: Float64Array.from(bars), units: 3 }))
    const frame = { step: 0, epoch: 0, layers } as unknown as Seen['frame']
    open('bars', 'longer', seen)
    answers('bars', 'longer', { ...seen, frame }, 'second')
    expect(numbersOf(of('bars', 'longer'), { ...seen, frame })![0]).toBeCloseTo((100 * 6) / 9)
    answers('bars', 'times', seen, 4.79)
    open('bars', 'seed', seen)
    answers('bars', 'seed', await seenAt(changed('bars', ['seed', '2']), 0), 'done')
  })

  it('depth: four layers span 157, some 5 a layer', async () => {
    const two = await seenAt(storyExperiment('depth'), 0)
    open('depth', 'add', two)
    open('depth', 'times', two)
    const four = await seenAt(changed('depth', ['network.layers', '784-30x4-10']), 0)
    answers('depth', 'add', four, 'done')
    answers('depth', 'times', four, 157)
    answers('depth', 'factor', four, 'five')
  })

  it('products: the slopes keep a fifth, and orthogonal weights do not help', async () => {
    const seen = await seenAt(storyExperiment('products'), 0)
    answers('products', 'slopes', seen, 0.2145)
    answers('products', 'culprit', seen, 'slopes')
    answers('products', 'product', seen, 0.2226)
    open('products', 'orthogonal', seen)
    answers('products', 'orthogonal', await seenAt(changed('products', ['network.initialization.weights.kind', 'orthogonal']), 0), 'done')
  })

  it('unscaled: saturated, and the gap smaller', async () => {
    for (const id of ['draw', 'saturated', 'gap']) open('unscaled', id, await seenAt(storyExperiment('unscaled'), 0))
    const seen = await seenAt(changed('unscaled', ['network.initialization.weights.scaling', 'none']), 0)
    answers('unscaled', 'draw', seen, 'done')
    answers('unscaled', 'saturated', seen, 'rises')
    answers('unscaled', 'gap', seen, 'smaller')
  })

  it('phase: δ vanishes, stays, explodes', async () => {
    const at = (std: string) => seenAt(changed('phase', ['network.initialization.weights.std', std]), 0)
    const [ordered, critical, chaotic] = await Promise.all([at('1'), at('1.33'), at('1.6')])
    answers('phase', 'ordered', ordered, 'vanish')
    for (const id of ['critical', 'chaotic']) open('phase', id, ordered)
    answers('phase', 'critical', critical, 'done')
    answers('phase', 'chaotic', chaotic, 'done')
    expect(of('phase', 'critical')).toMatchObject({ kind: 'do' })
  })
})

describe('in training', () => {
  it('with two layers: small where least is known', async () => {
    const [start, late] = [await seenAt(storyExperiment('small-gradient'), 0), await seenAt(storyExperiment('small-gradient'), 320)]
    answers('small-gradient', 'start', late, 9.4)
    for (const id of ['valley', 'finished']) open('small-gradient', id, start)
    answers('small-gradient', 'valley', late, 36)
    answers('small-gradient', 'finished', late, 'no')
  })

  it('with four layers: slow all along, stuck at chance, cancelled', async () => {
    const [start, late] = [await seenAt(storyExperiment('training'), 0), await seenAt(storyExperiment('training'), 310)]
    for (const id of ['hundred', 'faster', 'fall']) open('training', id, start)
    answers('training', 'hundred', late, 74)
    answers('training', 'faster', late, 'never')
    answers('training', 'fall', late, 'early')
    for (const id of ['accuracy', 'answer', 'seeds']) open('chance', id, start)
    answers('chance', 'accuracy', late, 11.7)
    answers('chance', 'answer', late, 'same')
    answers('chance', 'seeds', { ...late, experiment: { ...late.experiment, seed: 7 } }, 'done')
    answers('cancelled', 'mean', late, 157)
    open('cancelled', 'show', late)
    answers('cancelled', 'show', { ...late, quantity: 'deltaRms' }, 'done')
    answers('cancelled', 'single', late, 1.956)
    answers('cancelled', 'why', late, 'cancel')
  })

  it('with mini-batches: noisy, and calmer with larger ones', async () => {
    const small = await seenAt(storyExperiment('minibatches'), 2)
    answers('minibatches', 'noise', small, 'noisier')
    open('minibatches', 'calmer', small)
    const large = await seenAt(changed('minibatches', ['training.batchSize', '100']), 4)
    answers('minibatches', 'calmer', large, 'done')
    expect(numbersOf(of('minibatches', 'calmer'), large)![1]!).toBeLessThan(numbersOf(of('minibatches', 'calmer'), small)![1]!)
    const whole = await seenAt(storyExperiment('training'), 310)
    expect(judgeChoice(of('minibatches', 'noise') as Extract<Question, { kind: 'choice' }>, 'smoother', whole)).toBe('right')
  })

  it('with other neurons, links, momentum: freed or not', async () => {
    const stuck = await seenAt(storyExperiment('cures'), 110)
    for (const id of ['free', 'links', 'momentum']) open('cures', id, stuck)
    const linked = await seenAt(changed('cures', ['network.residual', 'true']), 30)
    answers('cures', 'free', linked, 'done')
    answers('cures', 'links', linked, 'done')
    answers('cures', 'momentum', await seenAt(changed('cures', ['training.optimizer.momentum', '0.9']), 110), 'done')
    const onTheWay = (step: number): Seen =>
      ({ ...stuck, experiment: { ...stuck.experiment, training: { ...stuck.experiment.training, changes: [{ step, momentum: 0.9 }] } } })
    answers('cures', 'momentum', onTheWay(5), 'done')
    open('cures', 'momentum', onTheWay(50))
    for (const id of ['tanh', 'learns', 'relu']) open('activations', id, stuck)
    const tanh = await seenAt(changed('activations', ['network.activation', 'tanh']), 60)
    answers('activations', 'tanh', tanh, 'done')
    answers('activations', 'learns', tanh, 'done')
    answers('activations', 'relu', await seenAt(changed('activations', ['network.activation', 'relu']), 0), 'some')
  })
})

describe('obstacles', () => {
  it('a frozen first layer leaves chance, a frozen second does not harm as much', async () => {
    const frozen = await seenAt(storyExperiment('first-layer'), 30)
    answers('first-layer', 'frozen', frozen, 11.6)
    for (const id of ['free', 'second']) open('first-layer', id, frozen)
    answers('first-layer', 'free', await seenAt(thawed(storyExperiment('first-layer')), 30), 'done')
    answers('first-layer', 'second', await seenAt(changed('first-layer', ['training.frozen', '2']), 30), 'less')
  })

  it('layers that could do nothing do harm, unless links pass the input on', async () => {
    const shallow = await seenAt(storyExperiment('idle-layers'), 30)
    answers('idle-layers', 'shallow', shallow, 94.8)
    for (const id of ['deeper', 'links']) open('idle-layers', id, shallow)
    const deeper = await seenAt(changed('idle-layers', ['network.layers', '784-30x3-10']), 30)
    answers('idle-layers', 'deeper', deeper, 'done')
    open('idle-layers', 'links', deeper)
    const linked = changed('idle-layers', ['network.layers', '784-30x3-10'], ['network.residual', 'true'])
    answers('idle-layers', 'links', await seenAt(linked, 30), 'done')
  })

  it('the top layer falls, and comes back; with tanh it learns', async () => {
    const [early, late] = [await seenAt(storyExperiment('saturation'), 2), await seenAt(storyExperiment('saturation'), 16)]
    for (const id of ['which', 'back', 'tanh']) open('saturation', id, early)
    answers('saturation', 'which', late, 'top')
    answers('saturation', 'back', late, 14.5)
    answers('saturation', 'tanh', await seenAt(changed('saturation', ['network.activation', 'tanh']), 5), 'done')
  })

  it('momentum saves, and a bad start undoes it', async () => {
    const plain = await seenAt(storyExperiment('momentum'), 60)
    open('momentum', 'keep', plain)
    open('momentum', 'saved', plain)
    const ghosts = [{ id: 1, name: '', place: 0, experiment: plain.experiment, history: plain.history, end: plain.end, fingerprint: null }]
    answers('momentum', 'keep', { ...plain, ghosts }, 'done')
    const rising = changed('momentum', ['training.optimizer.momentum.kind', 'sutskever'], ['training.optimizer.nesterov', 'true'])
    answers('momentum', 'saved', { ...(await seenAt(rising, 60)), ghosts }, 0.614)
    open('momentum', 'small', plain)
    const { network } = rising
    const weights = { kind: 'sparse', connections: 15, std: 0.25 } as const
    const bad = { ...rising, network: { ...network, initialization: { ...network.initialization, weights } } }
    const after = await seenAt(bad, 30)
    answers('momentum', 'small', after, 'done')
    expect(numbersOf(of('momentum', 'small'), after)![0]!).toBeGreaterThan(2)
  })
})

describe('by thought, and by the chain of neurons', () => {
  const plain = { chainInput: 0.5, topic: 'chain', chain: explodingChain(4, 0.9, 0.5) } as Seen
  it('the chain: a sixteenth at best, balance by hand, explosion and its end', () => {
    answers('chain', 'slope', plain, 0.25)
    answers('chain', 'sixteenth', plain, 'done')
    open('chain', 'sixteenth', { ...plain, chain: explodingChain(4, 0.5, 0.5) })
    open('chain', 'sixteenth', { ...plain, chain: { ...explodingChain(4, 0.9, 0.5), activation: 'tanh' } })
    open('chain', 'balance', plain)
    answers('chain', 'balance', { ...plain, chain: explodingChain(4, 4.01, 0.5) }, 'done')
    answers('exploding', 'factor', plain, 25)
    answers('exploding', 'third', plain, 625)
    const large = explodingChain(4, 100, 0.5)
    open('exploding', 'break', { ...plain, chain: large })
    answers('exploding', 'break', { ...plain, chain: { ...large, biases: large.biases.map((b, j) => (j === 1 ? b + 20 : b)) } }, 'done')
  })

  it('prevalence and the identity neuron are theory\'s', () => {
    answers('prevalence', 'least', plain, 4)
    answers('prevalence', 'widest', plain, 6.894)
    answers('prevalence', 'width', plain, 0.4477)
    answers('prevalence', 'huge', plain, 'narrower')
    answers('identity', 'weight', plain, 'small')
    answers('identity', 'error', plain, 0.05605)
    answers('identity', 'cure', plain, 'bias')
    answers('minibatches', 'why', plain, 'own')
    answers('saturation', 'below', plain, 'starved')
    answers('idle-layers', 'why', plain, 'descent')
    answers('cures', 'common', plain, 'signal')
    answers('phase', 'sigmoid', plain, 'no')
  })
})
