import { describe, expect, it } from 'vitest'
import { has, last, oneOf, readArguments, wholeNumber } from './arguments.ts'

const refusal = (...given: string[]): string => {
  try {
    readArguments(given)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'accepted'
}

describe('readArguments', () => {
  it('splits command, argument and options in any order', () => {
    const args = readArguments(['--seed', '7', 'run', '--set', 'a=1', 'xor', '-q', '--set=b=-2', '--json'])
    expect(args.command?.name).toBe('run')
    expect(args.argument).toBe('xor')
    expect(args.values.get('set')).toEqual(['a=1', 'b=-2'])
    expect(wholeNumber(args, 'seed', 0, 10)).toBe(7)
    expect(has(args, 'quiet') && has(args, 'json')).toBe(true)
  })

  it('takes a lone dash as the argument and keeps values as text', () => {
    expect(readArguments(['run', '-']).argument).toBe('-')
    expect(last(readArguments(['run', 'x', '--out', '007']), 'out')).toBe('007')
    expect(readArguments(['run', '--', '--strange']).argument).toBe('--strange')
  })

  it('shows a command\'s help for `help run` as for `run --help`', () => {
    for (const given of [['help', 'run'], ['run', '--help'], ['run', '-h']]) {
      const args = readArguments(given)
      expect([args.command?.name, has(args, 'help')]).toEqual(['run', true])
    }
  })

  it('refuses with the nearest name', () => {
    expect(refusal('rnu', 'xor')).toMatch(/^command: expected one of .*got "rnu".*Did you mean deltascope run\?/)
    expect(refusal('run', 'xor', '--jsn')).toMatch(/^--jsn: .*Did you mean --json\?/)
    expect(refusal('measure', 'xor', '--resume', 'f')).toBe(
      '--resume: expected an option of measure, got an option of another command. See deltascope measure --help'
    )
    expect(refusal('run', 'xor', '-z')).toMatch(/^-z: /)
    expect(refusal('run', 'xor', '--__proto__', '1')).toMatch(/^--__proto__: expected an option that exists/)
  })

  it('refuses missing, swallowed and superfluous values', () => {
    expect(refusal('run', 'xor', '--trace')).toBe('--trace: expected a value (FILE), got nothing')
    expect(refusal('run', 'xor', '--trace', '--json')).toMatch(/^--trace: expected a value \(FILE\), got the option "--json"/)
    expect(refusal('run', 'xor', '--json=yes')).toBe('--json: expected no value, got "yes"')
    expect(refusal('run', 'xor', 'circles')).toBe('arguments: expected no more after "xor", got "circles"')
    expect(refusal('chapter5', 'xor')).toBe('arguments: expected no more after "chapter5", got "xor"')
    expect(refusal('run', 'xor', '--out', 'a\0b')).toMatch(/zero bytes/)
  })

  it('checks ranges and choices', () => {
    const number = (text: string) => () => wholeNumber(readArguments(['run', `--threads=${text}`]), 'threads', 1, 8)
    expect(number('8')()).toBe(8)
    for (const bad of ['0', '9', '-1', '1.5', '1e1', '0x2', ' 3', 'NaN', '99999999999999999999']) {
      expect(number(bad), bad).toThrow(/^--threads: expected a whole number from 1 to 8/)
    }
    const choice = (text: string) => () => oneOf(readArguments(['run', '--kernels', text]), 'kernels', ['simd', 'reference'])
    expect(choice('simd')()).toBe('simd')
    expect(choice('refrence')).toThrow(/Did you mean reference\?/)
  })
})
