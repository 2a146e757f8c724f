import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { presetNamed, resolve } from '../experiment/index.ts'
import { fromJsonl } from '../trace/index.ts'
import { keepsTraces } from './run-save.ts'
import { deltascope, type Finished } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-save-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FIVE = ['--seeds', '5', '--kernels', 'reference', '--threads', '1', '--set', 'data.train=1000']
/** Long enough for a signal in the middle of a seed. */
const LONG = ['run', 'circles', ...FIVE, '--set', 'training.epochs=35']

/** Interrupts the command while it trains: later and later, until it has read something, on however slow a machine. */
async function interrupted(given: readonly string[], cwd: string): Promise<Finished> {
  for (const wait of [300, 1000, 3000, 8000]) {
    const finished = await deltascope(given, { cwd, onOutput: child => void setTimeout(() => child.kill('SIGINT'), wait) })
    if (!finished.err.includes('Stopped before anything was read')) return finished
  }
  throw new Error('nothing was read in time')
}

describe('Ctrl-C among seeds', () => {
  it.concurrent('saves what there is in a folder, and each seed goes on to the straight run\'s bytes', async () => {
    const { code, err } = await interrupted(LONG, folder)
    expect(code, err).toBe(130)
    const kept = /^Saved experiment, trace, weights and checkpoint of (\d) seeds? in (deltascope-[0-9a-f]{16})$/m.exec(err)!
    const [, count, name] = kept
    const files = readdirSync(join(folder, name!))
    expect(files.length).toBe(4 * Number(count))
    const [, seed, checkpoint] = /^Seed (\d) goes on with: deltascope run --resume (\S+)$/m.exec(err)!
    expect(checkpoint).toBe(`${name}/seed-${seed}.run.checkpoint`)
    expect(fromJsonl(readFileSync(join(folder, name!, `seed-${seed}.trace.jsonl`), 'utf8')).end.kind).toBe('stopped')
    const straight = await deltascope([...LONG.filter(word => word !== '--seeds' && word !== '5'), '--seed', seed!, '--json'])
    expect((await deltascope(['run', '--resume', checkpoint!, '--json'], { cwd: folder })).out).toBe(straight.out)
    const begin = Number(count) + 1
    const which = begin === 5 ? 'Seed 5 was' : `Seeds ${begin} to 5 were`
    if (begin <= 5) {
      expect(err).toMatch(new RegExp(`^${which} not begun: deltascope run 'v=1&.*seed=${begin}' --seeds ${6 - begin} --kernels reference$`, 'm'))
    }
  }, 60_000)

  it.concurrent('says how to go on where a folder was asked for', async () => {
    const { code, err } = await interrupted([...LONG, '--out', join(folder, 'asked')], folder)
    expect(code, err).toBe(130)
    expect(err).toMatch(/^Seed \d goes on with: deltascope run --resume \S+\/asked\/seed-\d\.run\.checkpoint$/m)
    expect(err).not.toContain('Saved')
  }, 60_000)
})

describe('what is held of many seeds', () => {
  const { experiment } = presetNamed('speed-2')
  const seeds = (count: number) => Array.from({ length: count }, (_, i) => resolve({ ...experiment, seed: i + 1 }))

  it('is all of them, so that it can be saved, up to a gibibyte', () => {
    expect(keepsTraces({ mode: 'run', experiments: seeds(8), outputs: {} })).toBe(false)
    expect(keepsTraces({ mode: 'run', experiments: seeds(2000), outputs: {} })).toBe(true)
    expect(keepsTraces({ mode: 'run', experiments: seeds(2000), outputs: { folder } })).toBe(false)
    expect(keepsTraces({ mode: 'measure', experiments: seeds(8), outputs: {} })).toBe(true)
    expect(keepsTraces({ mode: 'run', experiments: seeds(1), outputs: {} })).toBe(false)
  })
})
