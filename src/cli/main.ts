#!/usr/bin/env node
import { has, readArguments } from './arguments.ts'
import { explain, usage, type ExitCode } from './exit.ts'
import { help } from './help.ts'
import { finishOutput, guardStreams, note, print } from './streams.ts'
import { version } from './version.ts'

async function main(given: readonly string[]): Promise<ExitCode> {
  const args = readArguments(given)
  const { command } = args
  if (has(args, 'help')) return print(help(command)), 0
  if (has(args, 'version')) return print(`deltascope ${version()}`), 0
  switch (command?.name) {
    case 'chapter5':
      return (await import('./chapter5-command.ts')).chapter5Command(args)
    case 'run':
    case 'measure':
      return (await import('./run-command.ts')).runCommand(args, command.name)
    case 'presets':
      return (await import('./presets-command.ts')).presetsCommand(args)
    default:
      note(help(undefined))
      throw usage('command', 'a command', 'nothing')
  }
}

guardStreams()
try {
  const code = await main(process.argv.slice(2))
  await finishOutput()
  process.exitCode = code
} catch (error) {
  process.exitCode = explain(error)
}
