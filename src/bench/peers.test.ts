import { afterAll, describe, expect, it } from 'vitest'
import type { Contestant } from './contestant.ts'
import { startPeer, type PeerCommand, type PeerProcess } from './peer-process.ts'
import { pythonOf, pythonPeers, startPeers } from './peers.ts'
import { WORKLOADS } from './workloads.ts'

const open: PeerProcess[] = []
afterAll(() => open.forEach(peer => peer.close()))

/** A peer whose answers are JavaScript: `lines` is what it does with each line. */
const fake = (begin: string, lines = ''): PeerCommand => ({
  command: process.execPath,
  args: ['-e', `const say = x => console.log(typeof x === 'string' ? x : JSON.stringify(x));
    const input = require('node:readline').createInterface({ input: process.stdin });
    input.on('line', line => { const q = JSON.parse(line); ${lines} }); ${begin}`],
  patience: 5
})
const started = async (command: PeerCommand): Promise<PeerProcess> => {
  const peer = await startPeer(command)
  open.push(peer)
  return peer
}

describe('startPeer', () => {
  it('greets, then answers in order, also what came in one piece', async () => {
    const peer = await started(fake(`say({ about: 'fake 1.0' })`, 'say({ double: 2 * q.n })'))
    expect(peer.about).toBe('fake 1.0')
    for (const n of [1, 2, 3]) expect(await peer.ask({ n })).toEqual({ double: 2 * n })
  })
  it('passes an error on as a rejection and stays usable', async () => {
    const peer = await started(fake(`say({ about: '' })`, `say(q.n === 1 ? { error: 'out of memory' } : { fine: true })`))
    await expect(peer.ask({ n: 1 })).rejects.toThrow('out of memory')
    expect(await peer.ask({ n: 2 })).toEqual({ fine: true })
  })
  it.each([
    ['says what is missing and what to do', fake(`say({ missing: 'NumPy', install: 'apt' })`), /NumPy is not installed for .*\(apt\)/],
    ['does not exist', { command: 'no-such-command-anywhere', args: [] }, /no such command/],
    ['ends at once, with a complaint', fake(`console.error('first\\nError: bad'); process.exit(4)`), /ended with code 4: Error: bad/],
    ['writes what is not JSON', fake(`say('hello')`), /not a JSON object: hello/],
    ['writes a JSON list', fake(`say('[1]')`), /not a JSON object/],
    ['says nothing', { ...fake(''), patience: 0.2 }, /no answer for 0.2 s/]
  ] as const)('rejects a peer that %s', async (_, command, reason) => {
    await expect(startPeer(command)).rejects.toMatchObject({ name: 'PeerMissing', message: expect.stringMatching(reason) })
  })
  it('rejects the question at which it dies, and every later one', async () => {
    const peer = await started(fake(`say({ about: '' })`, 'process.exit(1)'))
    await expect(peer.ask({})).rejects.toThrow(/ended with code 1/)
    await expect(peer.ask({})).rejects.toThrow(/ended with code 1/)
  })
})

describe('startPeers', () => {
  const workload = { ...WORKLOADS[0]!, layers: [3, 2, 1] }
  const contestant = async (lines: string): Promise<Contestant> => {
    const { peers } = await startPeers([{ name: 'Fake', threads: 2, start: fake(`say({ about: 'v1' })`, lines) }])
    open.push({ about: '', ask: async () => ({}), close: peers[0]!.close })
    return peers[0]!.on(workload)
  }
  it('sends the workload and the steps, and gives the seconds', async () => {
    const good = await contestant('say({ seconds: q.steps * q.workload.layers[0] / (q.id === "minibatch"), norms: [1, 2] })')
    expect([good.id, good.threads, await good.run(5)]).toEqual(['Fake·2', 2, 15])
  })
  it.each([
    ['no seconds', 'say({ norms: [1, 2] })', /no seconds/],
    ['a norm too few', 'say({ seconds: 1, norms: [1] })', /no 2 norms/],
    ['a norm that is not a number', 'say({ seconds: 1, norms: [1, null] })', /no 2 norms/]
  ])('refuses an answer with %s', async (_, lines, reason) => {
    await expect((await contestant(lines)).run(1)).rejects.toThrow(reason)
  })
  it('goes on without the ones that are not there', async () => {
    const plans = [
      { name: 'A', threads: 1, start: fake(`say({ missing: 'A', install: 'a' })`) },
      { name: 'B', threads: 1, start: fake(`say({ about: 'B 2' })`) }
    ]
    const { peers, absent } = await startPeers(plans)
    peers.forEach(peer => peer.close())
    expect(peers.map(peer => peer.about)).toEqual(['B 2'])
    expect(absent).toMatchObject([{ name: 'A', threads: 1, reason: expect.stringContaining('(a)') }])
  })
})

describe('the Python peers', () => {
  it('are two, each on one and on two threads, in processes of their own', () => {
    const plans = pythonPeers('python3', '/mnist')
    expect(plans.map(plan => `${plan.name} ${plan.threads}`)).toEqual(['PyTorch 1', 'NumPy 1', 'PyTorch 2', 'NumPy 2'])
    expect(new Set(plans.map(plan => plan.start.args.join(' '))).size).toBe(4)
    expect(pythonOf('/opt/python')).toBe('/opt/python')
  })
  it('say in one line what to install where the libraries are missing', async () => {
    // -S leaves out site-packages, where Debian's and everyone's NumPy and PyTorch are.
    const plans = pythonPeers('python3', '/nowhere').map(plan => ({ ...plan, start: { ...plan.start, args: ['-S', ...plan.start.args] } }))
    const { peers, absent } = await startPeers(plans.slice(0, 2))
    expect(peers).toEqual([])
    for (const { reason } of absent) expect(reason).toMatch(/python3-torch python3-numpy libopenblas0-openmp|no such command/)
  })
})
