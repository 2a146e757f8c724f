import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InputError } from '../errors/index.ts'
import { expectClose } from '../numerics/testing.ts'
import { criticalLine, isometry, meanField } from '../theory/index.ts'
import { perform } from './command.ts'
import { commandNamed } from './options.ts'
import { deltascope, here } from './testing.ts'

const TANH = ['--activation', 'tanh', '--weight-variance', '1.5', '--bias-variance', '0.05']
const json = async (given: readonly string[]): Promise<unknown> => {
  const { code, out, err } = await here([...given, '--json'])
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as unknown
}

describe('theory mean-field', () => {
  it('prints the numbers of meanField as one JSON object', async () => {
    const found = (await json(['theory', 'mean-field', ...TANH])) as ReturnType<typeof meanField>
    expect(found).toEqual(meanField({ activation: 'tanh', weightVariance: 1.5, biasVariance: 0.05 }))
    expectClose([found.preactivationVariance, found.correlationSlope, found.depthScale.correlation], [0.4180372, 0.93863627, 15.790994], { absolute: 5.1e-7 })
    expect(found.phase).toBe('ordered')
  })

  it('writes infinities and NaN by name, as traces do', async () => {
    const critical = await json(['theory', 'mean-field', '--activation', 'linear', '--weight-variance', '1'])
    expect(critical).toMatchObject({ correlation: 'NaN', depthScale: { correlation: 'Infinity', gradient: 'Infinity' }, phase: 'critical', biasVariance: 0 })
  })

  it('is a table for people', async () => {
    const { code, out, err } = await here(['theory', 'mean-field', ...TANH])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^tanh, σ_w² = 1\.5, σ_b² = 0\.05: ordered/)
    for (const part of ['q*', '0.41803720', 'χ₁', '0.93863627', 'c*', 'ξ_c', '15.790994']) expect(out).toContain(part)
    expect((await here(['theory', 'mean-field', '--activation', 'relu', '--weight-variance', '3'])).out).toContain('grows without end')
  })
})

describe('theory critical-line and isometry', () => {
  it('tell the edge of one activation, or of all', async () => {
    expect(await json(['theory', 'critical-line', '--activation', 'sigmoid'])).toEqual(criticalLine('sigmoid', 0))
    const all = (await json(['theory', 'critical-line', '--bias-variance', '5e-2'])) as { biasVariance: number; points: { activation: string; usable: boolean }[] }
    expect([all.biasVariance, all.points.length]).toEqual([0.05, 13])
    expect(all.points.filter(p => !p.usable).map(p => p.activation)).toEqual(['sigmoid', 'gelu', 'silu', 'softplus'])
    const { out } = await here(['theory', 'critical-line', '--bias-variance', '0.05'])
    expect(out).toMatch(/tanh +1\.76095464/)
    expect(out).toMatch(/softplus +none/)
  })
  it('tell the singular values of a product', async () => {
    const given = ['theory', 'isometry', '--activation', 'tanh', '--weight-variance', '1.05', '--bias-variance', '2.0105e-5', '--depth', '50']
    const found = await json([...given, '--ensemble', 'orthogonal'])
    expect(found).toEqual(isometry({ activation: 'tanh', weightVariance: 1.05, biasVariance: 2.0105e-5, depth: 50, ensemble: 'orthogonal' }))
    expect((await here(given)).out).toMatch(/50 layers with gaussian weights[^]*Var\/mean²/)
  })
})

describe('mistakes end in one line and exit code 2', () => {
  const refused: readonly (readonly [string[], RegExp])[] = [
    [[], /^TOPIC: expected one of mean-field, critical-line, isometry, got nothing\. For example/],
    [['mean-feild'], /Did you mean mean-field\?/],
    [['mean-field'], /^--activation: expected a value, got nothing/],
    [['mean-field', '--activation', 'tahn', '--weight-variance', '1'], /Did you mean tanh\?/],
    [['mean-field', '--activation', 'tanh'], /^--weight-variance: expected a value/],
    [['mean-field', '--activation', 'tanh', '--weight-variance', 'abc'], /a number from 0 to 1000000, got "abc"/],
    [['mean-field', '--activation', 'tanh', '--weight-variance=-1'], /a number from 0/],
    [['mean-field', '--activation', 'tanh', '--weight-variance', '1e9'], /a number from 0/],
    [['mean-field', '--activation', 'tanh', '--weight-variance', '1', '--depth', '3'], /^--depth: expected an option of theory mean-field/],
    [['critical-line', '--weight-variance', '1'], /^--weight-variance: expected an option of theory critical-line/],
    [['isometry', '--activation', 'tanh', '--weight-variance', '2', '--depth', '0'], /^--depth: expected a whole number/],
    [['isometry', '--activation', 'tanh', '--weight-variance', '0.5'], /^--weight-variance: expected weights and biases .*, got a variance that goes to 0\. Change --weight-variance or --bias-variance$/],
    [['isometry', '--activation', 'relu', '--weight-variance', '3'], /^--weight-variance: .*, got a variance that goes to Infinity\./]
  ]
  it.each(refused)('theory %j', async (given, line) => {
    const refusal = perform(['theory', ...given])
    await expect(refusal).rejects.toBeInstanceOf(InputError)
    await expect(refusal).rejects.toMatchObject({ message: expect.stringMatching(line) })
  })
  it('as a process', async () => {
    const { code, out, err } = await deltascope(['theory', 'mean-field', '--activation', 'tanh'])
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
  })
})

const docs = readFileSync(new URL('../../docs/theory.md', import.meta.url), 'utf8')
const shown = [...docs.matchAll(/^```sh\ndeltascope (.*)\n```\n\n```text\n([^]*?)^```$/gm)].map(([, line, text]) => [line!, text!] as const)

it.each(shown)('docs/theory.md: deltascope %s prints what stands below it', async (line, text) => {
  expect((await here(line.split(' '))).out).toBe(text)
})
it('docs/theory.md shows every topic', () => expect(shown.map(([line]) => line.split(' ')[1])).toEqual(['mean-field', 'critical-line', 'isometry']))

it('the examples of the help work', async () => {
  for (const [line] of commandNamed('theory')!.examples) {
    const { code, out } = await here(line.split(' ').slice(1))
    expect([code, out.length > 100]).toEqual([0, true])
  }
})
