import { parseArgs } from 'node:util'
import { nearestName, shown } from '../errors/index.ts'
import { usage } from './exit.ts'
import { commandNamed, commands, commonOptions, type CommandSpec, type OptionSpec } from './options.ts'

/**
 * What was asked for. `util.parseArgs` does the splitting: unlike cac it takes a lone `-` for standard input,
 * and it leaves values as the text they are (a folder `007` stays `007`).
 */
export interface Arguments {
  readonly command: CommandSpec | undefined
  readonly argument: string | undefined
  readonly values: ReadonlyMap<string, readonly string[]>
}

type Token = Extract<NonNullable<ReturnType<typeof parseArgs>['tokens']>[number], { kind: 'option' }>

export function readArguments(given: readonly string[]): Arguments {
  const all = new Map([...commonOptions, ...commands.flatMap(command => command.options)].map(option => [option.name, option]))
  const { tokens, positionals } = parseArgs({
    args: [...given],
    options: Object.fromEntries(
      [...all.values()].map(({ name, short, value }) => [
        name,
        { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short === undefined ? {} : { short }) }
      ])
    ),
    strict: false,
    allowPositionals: true,
    tokens: true
  })
  const [first, second, ...rest] = positionals[0] === 'help' ? [positionals[1], ...positionals.slice(2)] : positionals
  const command = commandOf(first)
  const values = new Map<string, string[]>(positionals[0] === 'help' ? [['help', ['']]] : [])
  for (const token of tokens) if (token.kind === 'option') take(token, command, all, values)
  if (rest.length > 0 || (second !== undefined && command?.argument === undefined)) {
    throw usage('arguments', `no more after ${shown(command?.argument === undefined ? first : second)}`, shown(rest[0] ?? second))
  }
  return { command, argument: second, values }
}

function commandOf(name: string | undefined): CommandSpec | undefined {
  if (name === undefined) return undefined
  const command = commandNamed(name)
  if (command) return command
  const names = commands.map(one => one.name)
  const near = nearestName(name, names)
  throw usage('command', `one of ${names.join(', ')}`, shown(name), near ? `Did you mean deltascope ${near}?` : 'See deltascope --help')
}

function take(token: Token, command: CommandSpec | undefined, all: ReadonlyMap<string, OptionSpec>, values: Map<string, string[]>): void {
  const allowed = [...commonOptions, ...(command?.options ?? [])]
  const option = allowed.find(one => one.name === token.name)
  if (!option) throw unknownOption(token, command, all.has(token.name), allowed)
  if (option.value === undefined) {
    if (token.inlineValue) throw usage(token.rawName, 'no value', shown(token.value))
    values.set(option.name, [''])
    return
  }
  const value = token.value
  if (value === undefined || value === '') throw usage(token.rawName, `a value (${option.value})`, 'nothing')
  if (!token.inlineValue && /^-\D/.test(value)) {
    throw usage(token.rawName, `a value (${option.value})`, `the option ${shown(value)}`, `Write ${token.rawName}=${value} if it is meant`)
  }
  if (value.includes('\0')) throw usage(token.rawName, 'text without zero bytes', shown(value))
  const before = values.get(option.name)
  if (before && !option.repeat) throw usage(token.rawName, 'one value', `${shown(before[0])} and ${shown(value)}`)
  values.set(option.name, [...(before ?? []), value])
}

function unknownOption(token: Token, command: CommandSpec | undefined, elsewhere: boolean, allowed: readonly OptionSpec[]): Error {
  const help = command ? `deltascope ${command.name} --help` : 'deltascope --help'
  if (elsewhere && command) {
    return usage(token.rawName, `an option of ${command.name}`, 'an option of another command', `See ${help}`)
  }
  const near = nearestName(token.name, allowed.map(one => one.name))
  const remedy = near ? `Did you mean --${near}?` : `See ${help}`
  return usage(shown(token.rawName).slice(1, -1), 'an option that exists', 'an unknown one', remedy)
}

/** A whole number within [low, high], written with digits only. */
export function wholeNumber(args: Arguments, name: string, low: number, high: number): number | undefined {
  const text = last(args, name)
  if (text === undefined) return undefined
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN
  if (!(value >= low && value <= high)) throw usage(`--${name}`, `a whole number from ${low} to ${high}`, shown(text))
  return value
}

export function oneOf<T extends string>(args: Arguments, name: string, valid: readonly T[]): T | undefined {
  const text = last(args, name)
  if (text === undefined) return undefined
  const found = valid.find(one => one === text)
  if (found !== undefined) return found
  const near = nearestName(text, valid)
  throw usage(`--${name}`, `one of ${valid.join(', ')}`, shown(text), near && `Did you mean ${near}?`)
}

export const last = (args: Arguments, name: string): string | undefined => args.values.get(name)?.at(-1)
export const has = (args: Arguments, name: string): boolean => args.values.has(name)

/** The changes to an experiment that --set and --seed ask for, as `readExperiment` takes them. */
export function settingsOf(args: Arguments): readonly string[] {
  const seed = wholeNumber(args, 'seed', 0, Number.MAX_SAFE_INTEGER)
  return [...(args.values.get('set') ?? []), ...(seed === undefined ? [] : [`seed=${seed}`])]
}
