import { describe, expect, it } from 'vitest'
import { HELP, PARTS, readOptions } from './arguments.ts'
import { TARGETS, WORKLOADS } from './workloads.ts'

describe('readOptions', () => {
  it('measures everything unless told otherwise', () => {
    const options = readOptions([])
    expect(options).toEqual({
      rounds: 5, seconds: 0.5, workloads: WORKLOADS.map(({ name }) => name), parts: PARTS, all: false, output: 'text', help: false
    })
  })
  it('takes workloads, parts, or both', () => {
    expect(readOptions(['--only', 'deep100'])).toMatchObject({ workloads: ['deep100'], parts: ['table', 'work', 'observing'] })
    expect(readOptions(['--only', 'growth,memory'])).toMatchObject({ workloads: { length: 4 }, parts: ['growth', 'memory'] })
    expect(readOptions(['--only', 'observing', '--only', 'minibatch'])).toMatchObject({ workloads: ['minibatch'], parts: ['observing'] })
  })
  it('reads the rest', () => {
    const many = readOptions(['--rounds', '7', '--all', '--json', '--python', '/p'])
    expect(many).toMatchObject({ rounds: 7, all: true, output: 'json', python: '/p' })
    expect(readOptions(['--quick', '--markdown'])).toMatchObject({ rounds: 3, seconds: 0.1, output: 'markdown' })
    expect(readOptions(['--quick', '--rounds=4']).rounds).toBe(4)
    expect(readOptions(['-h']).help).toBe(true)
  })
  it.each([
    [['--rounds', '0'], /--rounds: expected a whole number from 1/],
    [['--rounds', '-3'], /arguments/],
    [['--rounds', '2.5'], /got "2.5"/],
    [['--only', 'deep10'], /Did you mean deep100\?/],
    [['--onyl', 'x'], /Did you mean --only\?/],
    [['minibatch'], /arguments/],
    [['--json', '--markdown'], /one form/]
  ])('refuses %j', (given, reason) => expect(() => readOptions(given)).toThrow(reason))
  it('has a help that names every part, in lines of 100 signs', () => {
    for (const part of PARTS) expect(HELP).toContain(part)
    for (const line of HELP.split('\n')) expect(line.length).toBeLessThanOrEqual(110)
  })
})

describe('the workloads', () => {
  it('are those of the issue, each with targets', () => {
    expect(WORKLOADS.map(({ name, layers, batch }) => [name, layers.length - 2, layers[1], batch])).toEqual([
      ['minibatch', 2, 30, 10], ['fullbatch', 4, 30, 1000], ['deep100', 8, 100, 128], ['wide512', 8, 512, 256]
    ])
    expect(Object.keys(TARGETS)).toEqual(WORKLOADS.map(({ name }) => name))
  })
})
