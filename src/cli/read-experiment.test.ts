import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { presets, toUrl } from '../experiment/index.ts'
import { readExperiment } from './read-experiment.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-read-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const speed = presets['speed-2']!.experiment

describe('readExperiment', () => {
  it('reads a preset, a file, a link and its query alike', async () => {
    const url = toUrl(speed)
    const links = [url, `?${url}`, `https://example.org/lab/#${url}`, `http://localhost:1/?${url}`]
    for (const given of ['speed-2', file('a.json', JSON.stringify(speed)), ...links]) {
      expect(await readExperiment(given, []), given).toEqual(speed)
    }
  })

  it('sets kinds before their fields, in whatever order they were written', async () => {
    const settings = ['training.optimizer.learningRate=0.25', 'training.optimizer.kind=adam']
    for (const order of [settings, settings.toReversed()]) {
      expect((await readExperiment('speed-2', order)).training.optimizer).toMatchObject({ kind: 'adam', learningRate: 0.25 })
    }
  })

  it('applies settings in their order', async () => {
    const { seed, training } = await readExperiment('speed-2', ['training.epochs=7', 'seed=3', 'seed=4'])
    expect([seed, training.epochs]).toEqual([4, 7])
  })

  const refused: readonly (readonly [string, () => string, readonly string[], RegExp])[] = [
    ['an unknown name', () => 'sped-2', [], /^EXPERIMENT: expected a preset.*Did you mean the preset speed-/],
    ['a missing file', () => './none.json', [], /^\.\/none\.json: expected a readable file, got no such file$/],
    ['a folder', () => folder, [], /expected a JSON file, got a directory$/],
    ['a misplaced comma', () => file('b.json', '{\n  "network": {,}\n}'), [], /b\.json:2:15: expected valid JSON, got an unexpected ","$/],
    ['a key twice', () => file('k.json', '{"network": {"layers": [2, 2]},\n "seed": 1, "seed": 2}'), [], /k\.json:2:13: expected every key once, got "seed" again$/],
    ['half a document', () => file('c.json', '{"network": '), [], /c\.json:1:13: expected valid JSON, got a document that breaks off$/],
    ['bytes that are no text', () => file('d.json', new Uint8Array([0xff, 0xfe, 0])), [], /expected UTF-8 text/],
    ['an empty file', () => file('e.json', '  \n'), [], /expected an experiment as JSON, got nothing/],
    ['too large a file', () => file('f.json', new Uint8Array(17 * 1024 ** 2).fill(32)), [], /at most 16 MiB/],
    ['a list', () => file('g.json', '[1]'), ['training.epochs=3'], /expected/],
    ['a number', () => file('h.json', '5'), ['training.epochs=3'], /expected/],
    ['a misspelt key', () => file('i.json', '{"network": {"layers": [784, 30, 10], "activaton": "tanh"}}'), [], /activaton.*activation/],
    ['a misspelt value in a link', () => 'v=1&net=784-30-10&act=sigmod', [], /sigmoid/],
    ['a misspelt setting', () => 'xor', ['training.epoch=3'], /training\.epochs/],
    ['a setting without a value', () => 'xor', ['training.epochs'], /^--set: expected PATH=VALUE/],
    ['a setting of the prototype', () => 'xor', ['__proto__.a=3'], /expected/]
  ]
  it.each(refused)('refuses %s in one line', async (_, argument, settings, line) => {
    const refusal = readExperiment(argument(), settings)
    await expect(refusal).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(line) })
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('\n') })
    expect(({} as { a?: unknown }).a).toBeUndefined()
  })
})
