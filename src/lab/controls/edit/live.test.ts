import { expect, test } from 'vitest'
import { resolve } from '../../../experiment/index.ts'
import { bookNetwork } from '../../state/opening.ts'
import type { Setting } from './edit.ts'
import { isLive, onTheWay, settled } from './live.ts'

const book = bookNetwork()
const playing = { phase: 'playing', step: 40 } as const

test('learning rate, momentum and λ change on the way; before the first update they are simply set', () => {
  expect(onTheWay(book, [['training.optimizer.learningRate', 0.5]], playing)).toEqual({ kind: 'change', numbers: { learningRate: 0.5 } })
  const paused = { phase: 'paused', step: 1 } as const
  expect(onTheWay(book, [['training.optimizer.momentum', 0.9]], paused)).toEqual({ kind: 'change', numbers: { momentum: 0.9 } })
  expect(onTheWay(book, [['training.l2', 0]], playing)).toEqual({ kind: 'change', numbers: { l2: 0 } })
  expect(onTheWay(book, [['training.l2', 0]], { phase: 'ready', step: 0 })).toBeUndefined()
})

test('a run that is over begins anew, but takes more epochs; a cosine schedule does not', () => {
  const over = { phase: 'over', step: 500 } as const
  expect(onTheWay(book, [['training.l2', 0]], over)).toBeUndefined()
  expect(onTheWay(book, [['training.epochs', 600]], over)).toEqual({ kind: 'extend', epochs: 600 })
  expect(onTheWay(book, [['training.epochs', 400]], over)).toBeUndefined()
  const cosine = resolve({ ...book, training: { ...book.training, schedule: { kind: 'cosine', final: 0 } } })
  expect(onTheWay(cosine, [['training.epochs', 600]], over)).toBeUndefined()
})

test('everything else, and what is no number, begins anew', () => {
  const anew: readonly Setting[] = [
    ['training.batchSize', 10], ['seed', 3], ['network.activation', 'tanh'], ['training.optimizer.momentum', 'sutskever']
  ]
  for (const setting of anew) expect(onTheWay(book, [setting], playing)).toBeUndefined()
  expect(isLive('training.l2')).toBe(true)
  expect(isLive('training.batchSize')).toBe(false)
})

test('what was changed on the way is the experiment’s own once it lies behind', () => {
  const changed = resolve({ ...book, training: { ...book.training, changes: [{ step: 10, learningRate: 0.5 }, { step: 20, l2: 0 }] } })
  expect(settled(changed, 15).training).toMatchObject({ optimizer: { learningRate: 0.5 }, l2: 5 })
  expect(settled(changed, 15).training.changes).toBeUndefined()
  expect(settled(changed, 20).training.l2).toBe(0)
  expect(settled(book, 99)).toBe(book)
})
