import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { decodeSafetensors } from '../network/index.ts'
import { presets, resolve, toUrl } from '../experiment/index.ts'
import { fromJsonl } from '../trace/index.ts'
import { InputError } from '../errors/index.ts'
import { claimsNamed } from '../chapter5/index.ts'
import { readArguments } from './arguments.ts'
import { perform } from './command.ts'
import { cells, deltascope, here, inShell, type Finished } from './testing.ts'
import { help } from './help.ts'
import { commandNamed, commands } from './options.ts'
import { readExperiment } from './read-experiment.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)
const TINY = ['--set', 'training.epochs=3', '--kernels', 'reference', '--threads', '1']

/** One run that several tests look at from their side. */
const circles = deltascope(['run', 'circles', ...TINY, '--json'])

interface Json { experiment: unknown; kernel: string; fingerprint: string; end: { kind: string }; readings: Record<string, unknown>[] }
const parsed = ({ out }: Finished): Json => JSON.parse(out) as Json

describe('help', () => {
  it.concurrent('starts with examples', async () => {
    const { code, out, err } = await deltascope(['run', '--help'])
    expect([code, err, out]).toEqual([0, '', `${help(commandNamed('run'))}\n`])
    for (const text of [undefined, ...commands].map(help)) {
      expect(text).toMatch(/^Examples\n  deltascope /)
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120)
    }
  })
  it.concurrent('lists presets, and tells of a run, in 80 columns but for links', async () => {
    const shown = [['presets'], ['run', 'circles', ...TINY]].map(given => deltascope(given, { env: { COLUMNS: '80' } }))
    for (const { out, err } of await Promise.all(shown)) {
      for (const line of `${out}${err}`.split('\n')) if (!/v=1&/.test(line)) expect(cells(line), line).toBeLessThanOrEqual(80)
    }
  })
  it.concurrent('tells the version and the presets', async () => {
    expect((await deltascope(['--version'])).out).toMatch(/^deltascope \d+\.\d+\.\d+\n$/)
    const { out } = await here(['presets'])
    for (const name of Object.keys(presets)) expect(out).toMatch(new RegExp(`^${name} `, 'm'))
    expect(resolve(JSON.parse((await here(['presets', 'xor'])).out))).toEqual(presets.xor?.experiment)
  })
})

describe('examples', () => {
  const given = commands.flatMap(({ examples }) => examples.map(([line]) => line))
  it.each(given)('%s', async line => {
    const words = [...line.replace(/ > .*/, '').matchAll(/'([^']*)'|\S+/g)].map(([whole, quoted]) => quoted ?? whole).slice(1)
    const args = readArguments(words)
    claimsNamed(args.values.get('only')?.flatMap(text => text.split(',')) ?? [])
    const { argument, command } = args
    if (argument === undefined || argument === 'experiment.json' || command?.argument === 'TOPIC') return
    await expect(readExperiment(argument, args.values.get('set') ?? [])).resolves.toBeDefined()
    expect(command?.argument).toBeDefined()
  })
})

describe('run and measure', () => {
  it.concurrent('prints one JSON object with --json, the same every time and however the experiment is given', async () => {
    const first = await circles
    expect([first.code, first.err]).toEqual([0, ''])
    const json = parsed(first)
    expect(Object.keys(json).toSorted()).toEqual(['end', 'experiment', 'fingerprint', 'kernel', 'link', 'readings'])
    const experiment = resolve(json.experiment)
    expect([experiment.training.epochs, json.kernel, json.end]).toEqual([3, 'reference', { kind: 'done' }])
    expect(json.fingerprint).toMatch(/^[0-9a-f]{16}$/)
    const deltas = json.readings.filter(({ quantity }) => quantity === 'deltaNorm')
    expect(deltas.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3].flatMap(epoch => experiment.network.layers.slice(1).map(() => epoch)))
    expect(Object.keys(deltas[0]!).toSorted()).toEqual(['epoch', 'layer', 'quantity', 'step', 'value'])
    expect(json.readings.find(({ quantity }) => quantity === 'cost')?.layer).toBe(null)

    writeFileSync(at('e.json'), JSON.stringify(experiment))
    const ways: [string[], string?][] = [[[at('e.json')]], [['-'], JSON.stringify(experiment)], [[toUrl(experiment)]]]
    const again = ways.map(([given, input]) => {
      const command = ['run', ...given, '--kernels', 'reference', '--threads', '1', '--json']
      return input === undefined ? here(command) : deltascope(command, { input })
    })
    for (const { out } of await Promise.all(again)) expect(out).toBe(first.out)
  })

  it.concurrent('runs several seeds, each as it would run alone', async () => {
    const many = await here(['run', 'xor', ...TINY.slice(0, -1), '2', '--seed', '5', '--seeds', '3', '--json'])
    const { runs } = JSON.parse(many.out) as { runs: Json[] }
    expect(runs.map(({ experiment }) => resolve(experiment).seed)).toEqual([5, 6, 7])
    expect(runs[1]).toEqual(parsed(await here(['run', 'xor', ...TINY, '--seed', '6', '--json'])))
    const { code, out } = await here(['run', 'xor', ...TINY, '--seeds', '6'])
    expect([code, out]).toEqual([0, expect.stringMatching(/median of 6 seeds\n[^]*cost .* \(.* to .*\) → [^]*\(median\)\.\n$/)])
  })

  it.concurrent('measures without training: run\'s readings at epoch 0', async () => {
    const measured = parsed(await here(['measure', 'circles', ...TINY, '--json']))
    const ran = parsed(await circles)
    expect(measured.readings).toEqual(ran.readings.filter(({ epoch }) => epoch === 0))
  })

  it.concurrent('writes text for people: header, link, plot, a row for every layer, cost and accuracy', async () => {
    const { code, out, err } = await deltascope(['run', 'xor', '--set', 'training.epochs=20', '--kernels', 'reference', '--threads', '1'])
    expect(code).toBe(0)
    expect(out).toMatch(/^v=1&/m)
    const parts = ['‖δ‖', 'layer 1', 'layer 2', 'output', 'next layer', 'cost', 'accuracy', '→', 'By ‖δ‖, layer 1 learns at the start ']
    for (const part of parts) expect(out).toContain(part)
    expect(out).not.toMatch(/undefined|NaN|\u001b/)
    expect(err).toMatch(/^reference kernel, .*fingerprint [0-9a-f]{16}\nlab: deltascope lab 'v=1&.*'\n$/)
    const measured = await here(['measure', 'xor', '--kernels', 'reference', '--threads', '1', '--quiet'])
    expect([measured.code, measured.err, measured.out]).toEqual([0, '', expect.stringContaining('next layer')])
  })

  it.concurrent('uses the default kernel and the real MNIST', async () => {
    const { code, out, err } = await deltascope(['measure', 'initial-2', '--json'])
    expect([code, err]).toEqual([0, ''])
    expect(parsed({ code, out, err }).kernel).toBe('simd')
  })
})

describe('files', () => {
  it.concurrent('writes trace, weights, checkpoint and folder', async () => {
    const single = ['--trace', at('t.jsonl'), '--weights-out', at('w.safetensors'), '--checkpoint-out', at('c.checkpoint')]
    const files = [...single, '--out', at('new/folder')]
    const json = parsed(await here(['run', 'xor', ...TINY, '--json', ...files]))
    const trace = fromJsonl(readFileSync(at('t.jsonl'), 'utf8'))
    expect([trace.fingerprint, trace.columns.value.length]).toEqual([json.fingerprint, json.readings.length])
    expect(decodeSafetensors(readFileSync(at('w.safetensors'))).get('layers.1.weights')?.shape).toEqual([8, 2])
    expect(readdirSync(at('new/folder')).toSorted()).toEqual(['experiment.json', 'run.checkpoint', 'trace.jsonl', 'weights.safetensors'])
    expect(parsed(await here(['run', '--resume', at('c.checkpoint'), '--threads', '1', '--json'])).fingerprint).toBe(json.fingerprint)
    await here(['run', 'xor', ...TINY, '--seeds', '2', '--out', at('two')])
    const traces = readdirSync(at('two')).filter(name => name.endsWith('trace.jsonl'))
    expect(traces.toSorted()).toEqual(['seed-1.trace.jsonl', 'seed-2.trace.jsonl'])
  })

  it.concurrent('prints the result and keeps the other files where one cannot be written', async () => {
    const { code, out, err } = await here(['run', 'xor', ...TINY, '--weights-out', '/dev/full', '--trace', at('kept.csv'), '--quiet'])
    expect(code).toBe(2)
    expect(err).toMatch(/^deltascope: \/dev\/full: expected a place that can be written, got no space left on the disk\. Free some .*\n$/)
    expect(out).toMatch(/layer 1[^]*cost .* → /)
    expect(readFileSync(at('kept.csv'), 'utf8')).toMatch(/^step,epoch,layer/)
  })

  it.concurrent('lets the reader of a pipe leave', async () => {
    const line = '$D run xor --kernels reference --threads 1 --set training.epochs=300 --json | head -c 20'
    const { code, out, err } = await inShell(line, folder)
    expect([code, out.length, err]).toEqual([0, 20, ''])
  })

  it.concurrent('says when the disk is full', async () => {
    const { code, err } = await inShell('$D run xor --kernels reference --threads 1 --set training.epochs=3 --json > /dev/full', folder)
    expect([code, err]).toEqual([2, 'deltascope: standard output: expected room to write, got ENOSPC (no space left)\n'])
  })
})

describe('mistakes end in one line and exit code 2', () => {
  writeFileSync(at('list.json'), '[1]')
  writeFileSync(at('half.checkpoint'), 'DLTSCOPE')
  const refused: readonly (readonly [string[], RegExp])[] = [
    [['rnu'], /Did you mean deltascope run\?/],
    [['run'], /^EXPERIMENT: expected a preset.*For example/],
    [['run', 'xo'], /Did you mean the preset xor\?/],
    [['run', 'xor', '--seeds', '0'], /whole number from 1/],
    [['run', 'xor', '--seeds', '100000', '--seed', '9007199254740991'], /seed/],
    [['run', 'xor', '--trace', 'x.txt'], /\.jsonl or \.csv/],
    [['run', 'xor', '--trace', '/no/such/x.csv'], /got no such directory/],
    [['run', 'xor', '--trace', `${'x'.repeat(300)}.csv`], /got a name that is too long/],
    [['run', 'xor', '--trace', at('same.csv'), '--weights-out', `${folder}/./same.csv`], /^options: expected different files/],
    [['run', 'xor', '--out', at('list.json')], /list\.json.*(a file of that name|through a file)/],
    [['run', 'xor', '--seeds', '2', '--trace', at('x.csv')], /Use --out DIR/],
    [['run', 'xor', '--set', 'no.such=1'], /^--set: expected the path of a field/],
    [['run', '--resume', at('list.json')], /list\.json: expected a Deltascope checkpoint/],
    [['run', '--resume', at('half.checkpoint')], /half\.checkpoint: expected/],
    [['run', '--resume', at('none'), '--seeds', '2'], /^--seeds: expected one run, got --resume .*one seed/],
    [['chapter5', '--only', 'curvs', '--out', at('r')], /^--only: expected a claim.*Did you mean curves\?/],
    [['chapter5', '--only', '99', '--out', at('r')], /^--only: expected a claim's number \(1 to \d+\)/],
    [['chapter5', '--only', ',', '--out', at('r')], /^--only: expected a claim's number or name, got none/],
    [['chapter5', '--images', '5000', '--out', at('r')], /^--images: expected one of 1000, 10000/],
    [['chapter5', '--only', '10,curves', '--seeds', '3', '--out', at('r')], /^--seeds: expected a claim that it changes \(accuracy\), got --only .*\. Leave it out$/],
    [['chapter5', '--only', '10', '--images', '10000', '--out', at('r')], /^--images: expected a claim that it changes \(curves, .*\), got --only \S+\. Leave it out$/],
    [['run', 'xor', '--seed', '1', '--seed=2'], /^--seed: expected one value, got "1" and "2"$/],
    [['presets', 'xo'], /xor/]
  ]
  it.each(refused)('%j', async (given, line) => {
    const refusal = perform(given)
    await expect(refusal).rejects.toBeInstanceOf(InputError)
    await expect(refusal).rejects.toMatchObject({ message: expect.stringMatching(line) })
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('\n') })
  })

  const started: readonly (readonly [string[], string])[] = [
    [['run', '-'], 'standard input: expected an experiment as JSON, got nothing'],
    [['run', 'xor', '--threads', '-1'], '--threads: expected a whole number from 1 to 1024, got "-1"']
  ]
  it.concurrent.each(started)('%j, as a process', async (given, line) => {
    expect(await deltascope(given)).toEqual({ code: 2, out: '', err: `deltascope: ${line}\n` })
  })

  it.concurrent('without a command, after the help', async () => {
    const { code, out, err } = await deltascope([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^Examples\n[^]*\ndeltascope: command: expected a command, got nothing\n$/)
  })
})

describe('exit codes', () => {
  it.concurrent('1 for a run that becomes non-finite, which still gives its trace', async () => {
    const wild = ['run', 'v=1&net=1-8-1&data=regression&act=linear&lr=1e20&epochs=5', '--kernels', 'reference', '--threads', '1']
    const { code, out, err } = await here([...wild, '--json'])
    expect(code, err).toBe(1)
    expect(parsed({ code, out, err }).end.kind).toBe('nonFinite')
    const text = await here(wild)
    expect([text.code, text.err]).toEqual([1, expect.stringMatching(/^Not finite: \w+ of .* at step \d+/)])
  })

  it.concurrent('3 for a fault of ours, with a line to report; the stack only with DEBUG', async () => {
    const plant = { NODE_OPTIONS: '--import data:text/javascript,JSON.stringify=()=>{throw(TypeError(String.fromCharCode(112,108)))}' }
    const { code, err } = await deltascope(['run', 'xor', ...TINY, '--json'], { env: plant })
    expect(code).toBe(3)
    expect(err).toMatch(/^deltascope: internal error: .*pl\nThis is a fault of deltascope, not of what you gave it\./)
    expect(err).toMatch(/ needs this line: deltascope \d.*run xor/)
    expect(err).not.toMatch(/\n +at /)
    expect((await deltascope(['run', 'xor', ...TINY, '--json'], { env: { ...plant, DEBUG: '1' } })).err).toMatch(/\n +at /)
  })
})
