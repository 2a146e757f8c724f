import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fromJsonl } from '../trace/index.ts'
import { deltascope, type Finished } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-interrupt-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LONG = ['run', 'circles', '--kernels', 'reference', '--threads', '1', '--set', 'training.epochs=35', '--set', 'data.train=1000']

/** Interrupts the command while it trains: later and later, until it has read something, on however slow a machine. */
async function interrupted(given: readonly string[], signals: readonly NodeJS.Signals[], cwd = folder): Promise<Finished> {
  for (const wait of [150, 500, 1500]) {
    const onOutput = (child: ChildProcess): void => {
      signals.forEach((signal, i) => void setTimeout(() => child.kill(signal), wait + 5 * i))
    }
    const finished = await deltascope(given, { cwd, onOutput })
    if (finished.code !== 130 || !finished.err.includes('Stopped before anything was read')) return finished
  }
  throw new Error('nothing was read in time')
}

describe('Ctrl-C', () => {
  it.concurrent('saves what there is, says where, and the run can go on to the straight run\'s bytes', async () => {
    const trace = join(folder, 'part.jsonl')
    // Twice, as npm and timeout pass it on: still one request.
    const stopped = await interrupted([...LONG, '--trace', trace], ['SIGINT', 'SIGINT'])
    expect(stopped.code, stopped.err).toBe(130)
    const checkpoint = /deltascope run --resume (\S+\.checkpoint)/.exec(stopped.err)?.[1]
    const part = fromJsonl(readFileSync(trace, 'utf8'))
    expect(part.end.kind).toBe('stopped')
    const [resumed, straight] = await Promise.all([
      deltascope(['run', '--resume', checkpoint!, '--json'], { cwd: folder }),
      deltascope([...LONG, '--json'])
    ])
    expect(resumed.out).toBe(straight.out)
    const { readings } = JSON.parse(straight.out) as { readings: unknown[] }
    expect(part.columns.value.length).toBeLessThan(readings.length)
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([])
  }, 60_000)

  const linux = it.skipIf(process.platform !== 'linux')
  linux.concurrent('is the same when a terminal closes, and finds a place where the working folder has none', async () => {
    const { code, err } = await interrupted(LONG, ['SIGHUP'], '/proc/self/fdinfo')
    const checkpoint = /deltascope run --resume (\S+\.checkpoint)/.exec(err)?.[1]
    expect([code, checkpoint]).toEqual([130, expect.stringContaining(tmpdir())])
    expect(existsSync(checkpoint!)).toBe(true)
    rmSync(checkpoint!)
  })

  it.concurrent('gives an object that can be read when nothing was finished', async () => {
    const given = ['run', 'circles', '--set', 'training.epochs=100000', '--seeds', '3', '--threads', '1', '--json']
    let out = ''
    for (const wait of [500, 2000, 8000]) {
      const finished = await deltascope(given, { cwd: folder, onStart: child => void setTimeout(() => child.kill('SIGINT'), wait) })
      out = finished.out
      if (finished.code === 130) break
      expect(finished.code).toBe(null) // the signal came before the program had read its arguments
    }
    expect(Array.isArray((JSON.parse(out) as { runs: unknown[] }).runs)).toBe(true)
  })

  it.concurrent('leaves at once the second time, but not when one signal arrives twice', async () => {
    const script = `import { catchInterrupt } from ${JSON.stringify(new URL('../../dist/cli/interrupt.js', import.meta.url).href)}
      const { signal } = catchInterrupt()
      signal.addEventListener('abort', () => console.log('aborted'))
      setInterval(() => undefined, 1000)
      console.log('ready')`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
    const ended = new Promise<number | null>(done => child.on('close', done))
    const said = (text: string): Promise<void> =>
      new Promise(done => child.stdout.on('data', (part: Buffer) => part.includes(text) && done()))
    await said('ready')
    const aborted = said('aborted')
    child.kill('SIGTERM')
    child.kill('SIGINT')
    await aborted
    await new Promise(done => setTimeout(done, 300))
    expect(child.exitCode).toBe(null)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
  })
})
