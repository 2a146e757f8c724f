import { describe, expect, it } from 'vitest'
import { unlock } from '../sweep/index.ts'
import { runBench } from './bench.ts'
import type { PeerCommand } from './peer-process.ts'
import { textOf } from './report.ts'

/** A peer that claims a thousandth of a second a step, or does as it is told. */
const fake = (lines: string, greeting = `{ about: 'Fake 1' }`): PeerCommand => ({
  command: process.execPath,
  args: ['-e', `const say = x => console.log(JSON.stringify(x)); say(${greeting});
    require('node:readline').createInterface({ input: process.stdin }).on('line', line => { const q = JSON.parse(line); ${lines} })`],
  patience: 20
})

describe('a run of the bench', () => {
  it('puts ours beside the peers that are there, and goes on without the others', async () => {
    unlock('simd-fma')
    const plans = [
      { name: 'NumPy', threads: 1, start: fake('say({ seconds: q.steps / 1000, norms: q.workload.layers.slice(1) })') },
      { name: 'NumPy', threads: 2, start: fake('say({ error: "out of memory" })') },
      { name: 'PyTorch', threads: 1, start: fake('', `{ missing: 'PyTorch', install: 'python3-torch' }`) }
    ]
    const notes: string[] = []
    const options = {
      rounds: 2, seconds: 0.01, workloads: ['fullbatch'], parts: ['table', 'work', 'trace'], all: false, output: 'text', help: false
    } as const
    const results = await runBench(options, plans, note => notes.push(note))

    expect(notes).toEqual(['fullbatch: 2 rounds'])
    expect(results.peers.map(({ name, threads }) => `${name} ${threads}`)).toEqual(['NumPy 1', 'NumPy 2'])
    expect(results.absent).toMatchObject([{ name: 'PyTorch', threads: 1, reason: expect.stringContaining('python3-torch') }])
    const [contest] = results.contests!
    const rates = new Map(contest!.rates.map(one => [one.id, one.rates]))
    const rounds = contest!.roundTrips.length // more than were asked for where the processors are far apart
    expect(rounds).toBeGreaterThanOrEqual(2)
    for (const seconds of contest!.roundTrips) expect(seconds).toBeGreaterThan(0)
    expect(rates.get('NumPy·1')).toEqual(new Array(rounds).fill(1000))
    expect(rates.get('NumPy·2')).toEqual(new Array(rounds).fill(NaN))
    expect(rates.get('simd·1')).toHaveLength(rounds)
    for (const rate of rates.get('simd·1')!) expect(rate).toBeGreaterThan(0)
    expect([...rates.keys()].filter(id => id.startsWith('control'))).toEqual([])
    expect(contest!.inputs).toEqual({ nonZeros: 148.42, touched: 609 }) // counted with NumPy in MNIST's own file
    for (const same of Object.values(contest!.sameBytes)) expect(same).toBe(true)

    const text = textOf(results, options.parts)
    expect(text).toMatch(/Without PyTorch: PyTorch is not installed for .* \(python3-torch\)\./)
    expect(text).toMatch(/fullbatch +NumPy +1 +1,000 +1,000–1,000 +faster peer/)
    expect(text).toContain('fullbatch: NumPy on 2 threads dropped out: out of memory.')
    expect(text).toMatch(/simd +1 .* [✓✗] ≥ 1\.8/)
  })
})
