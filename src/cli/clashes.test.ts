import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeCheckpoint } from '../run/index.ts'
import { runTasks } from '../sweep/index.ts'
import { presetNamed } from '../experiment/index.ts'
import { perform } from './command.ts'
import { documentText } from './outputs.ts'
import { deltascope, here } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-clashes-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)
const TINY = ['--set', 'training.epochs=3', '--kernels', 'reference', '--threads', '1']
const CSV = [
  '--set', 'data.kind=csv', '--set', `data.inputs=${at('ok.csv')}`, '--set', 'data.targets=label',
  '--set', 'data.train=2', '--set', 'data.validation=0', '--set', 'training.batchSize=2'
]
const NPY = ['--set', 'data.kind=npy', '--set', 'data.inputs=in.npy', '--set', `data.targets=${at('b/targets.npy')}`]
const WEIGHTS = ['--set', 'network.initialization.weights.kind=safetensors', '--set', `network.initialization.weights.file=${at('w.st')}`]

beforeAll(async () => {
  mkdirSync(at('b'))
  symlinkSync(at('b'), at('a'))
  const { experiment } = presetNamed('xor')
  for (const name of ['my.json', 'experiment.json', 'b/deep.json']) writeFileSync(at(name), documentText(experiment))
  symlinkSync(at('my.json'), at('b/trace.jsonl'))
  writeFileSync(at('ok.csv'), 'x,y,label\n1,2,0\n3,4,1\n')
  const [result] = await runTasks([{ kind: 'run', experiment: { ...experiment, training: { ...experiment.training, epochs: 3 } } }], { kernel: 'reference', threads: 1 })
  writeFileSync(at('c.ck'), encodeCheckpoint(result!.checkpoint))
})

describe('outputs that would take the place of what is read, or of each other', () => {
  const refused: readonly (readonly [string[], RegExp])[] = [
    [['run', at('my.json'), '--weights-out', at('my.json')], /^--weights-out: expected a file that is not read, got \S+my\.json, which is EXPERIMENT\. Write elsewhere$/],
    [['run', at('b/deep.json'), '--checkpoint-out', at('a/deep.json')], /^--checkpoint-out: .*a\/deep\.json, which is EXPERIMENT/],
    [['measure', at('experiment.json'), '--out', folder], /^--out: .*experiment\.json, which is EXPERIMENT/],
    [['run', at('my.json'), '--out', at('b')], /^--out: .*b\/trace\.jsonl, which is EXPERIMENT/],
    [['run', 'xor', ...CSV, '--trace', at('ok.csv')], /^--trace: .*ok\.csv, which is data\.inputs/],
    [['predict', 'xor', ...CSV, '--trace', at('ok.csv')], /^--trace: .*ok\.csv, which is data\.inputs/],
    [['run', 'xor', ...NPY, '--weights-out', at('a/targets.npy')], /^--weights-out: .*targets\.npy, which is data\.targets/],
    [['run', 'xor', ...WEIGHTS, '--checkpoint-out', at('w.st')], /^--checkpoint-out: .*w\.st, which is network\.initialization\.weights\.file/],
    [['run', '--resume', at('c.ck'), '--weights-out', at('c.ck')], /^--weights-out: .*c\.ck, which is --resume/],
    [['run', 'xor', '--out', at('d'), '--weights-out', at('d/run.checkpoint')], /^options: expected different files, got one file for --weights-out and --out: .*run\.checkpoint$/],
    [['run', 'xor', '--weights-out', at('a/w'), '--checkpoint-out', at('b/w')], /^options: expected different files, got one file for --weights-out and --checkpoint-out/]
  ]
  it.each(refused)('%j', async (given, line) => {
    const before = readdirSync(folder)
    await expect(perform(given)).rejects.toMatchObject({ name: 'InputError', message: expect.stringMatching(line) })
    expect(readdirSync(folder)).toEqual(before)
  })

  it('refuses a seed\'s name in a folder', async () => {
    writeFileSync(at('seed-2.experiment.json'), readFileSync(at('my.json')))
    const given = ['run', at('seed-2.experiment.json'), '--seed', '1', '--seeds', '2', '--out', folder]
    await expect(perform(given)).rejects.toThrow(/^--out: .*seed-2\.experiment\.json, which is EXPERIMENT/)
  })
})

describe('outputs that are let through', () => {
  it('a checkpoint that goes on in its place, alone and in a folder', async () => {
    expect(await here(['run', '--resume', at('c.ck'), '--checkpoint-out', at('c.ck'), '-q'])).toMatchObject({ code: 0, err: '' })
    expect(await here(['run', 'xor', ...TINY, '--out', at('going'), '-q'])).toMatchObject({ code: 0, err: '' })
    expect(await here(['run', '--resume', at('going/run.checkpoint'), '--out', at('going'), '-q'])).toMatchObject({ code: 0, err: '' })
  })

  it('a file in the folder that --out makes', async () => {
    expect(await here(['run', 'xor', ...TINY, '--out', at('new/er'), '--weights-out', at('new/w'), '-q'])).toMatchObject({ code: 0, err: '' })
    expect(existsSync(at('new/w'))).toBe(true)
  })

  it.skipIf(!existsSync('/dev/shm'))('but no file of memory that only lies among devices', async () => {
    const path = `/dev/shm/deltascope-${process.pid}.json`
    writeFileSync(path, readFileSync(at('my.json')))
    try {
      await expect(perform(['run', path, '--weights-out', path])).rejects.toThrow(/which is EXPERIMENT/)
    } finally {
      rmSync(path)
    }
  })

  it('a device twice, and a name that is a column\'s', async () => {
    const twice = ['--weights-out', '/dev/null', '--checkpoint-out', '/dev/null', '-q']
    expect(await here(['run', 'xor', ...TINY, ...twice])).toMatchObject({ code: 0, err: '' })
    expect(await deltascope(['run', 'xor', ...TINY, ...CSV, '--weights-out', 'label', '-q'], { cwd: folder })).toMatchObject({ code: 0, err: '' })
  })
})
