import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { here } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-resume-'))
afterAll(() => rmSync(folder, { recursive: true }))
const checkpoint = join(folder, 'three.checkpoint')
const [THREE, FIVE] = [3, 5].map(epochs => ['--set', `training.epochs=${epochs}`]) as [string[], string[]]
const HOW = ['--kernels', 'reference', '--threads', '1']
const RESUME = ['--resume', checkpoint, '--threads', '1']

beforeAll(async () => {
  expect(await here(['run', 'xor', ...THREE, ...HOW, '--checkpoint-out', checkpoint, '-q'])).toMatchObject({ code: 0, err: '' })
})

describe('run --resume', () => {
  it('goes on to more epochs, whether the experiment is named again or not, with the straight run\'s bytes', async () => {
    const straight = await here(['run', 'xor', ...FIVE, ...HOW, '--json'])
    expect([straight.code, straight.err]).toEqual([0, ''])
    for (const given of [[...RESUME, ...FIVE], ['xor', ...RESUME, ...FIVE]]) {
      expect(await here(['run', ...given, '--json']), given.join(' ')).toEqual(straight)
    }
  })

  it('goes on to other numbers from a later update on', async () => {
    const change = ['--set', 'training.changes=70:lr:0.5']
    const straight = await here(['run', 'xor', ...FIVE, ...change, ...HOW, '--json'])
    expect(await here(['run', ...RESUME, ...FIVE, ...change, '--json'])).toEqual(straight)
  })

  const refused: readonly (readonly [string[], RegExp])[] = [
    [['--seed', '2'], /^deltascope: seed: expected 1, as in the checkpoint, got 2\. A run can only go on as the experiment it began as\n$/],
    [['--set', 'training.epochs=2'], /^deltascope: training\.epochs: expected 3, as in the checkpoint, got 2\./],
    [['--set', 'network.activation=tanh'], /network\.activation: expected "sigmoid", as in the checkpoint, got "tanh"/],
    [['--set', 'training.epoch=9'], /^deltascope: --set: expected the path of a field/],
    [['--kernels', 'simd'], /^deltascope: --kernels: expected reference, which the checkpoint was made with, got simd\n$/],
    [['circles', ...THREE], /as in the checkpoint/]
  ]
  it.each(refused)('%j is refused in one line', async (given, line) => {
    expect(await here(['run', ...given, ...RESUME, '--json'])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(line) })
  })
})
