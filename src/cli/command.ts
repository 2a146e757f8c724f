import { has, readArguments } from './arguments.ts'
import { usage, type ExitCode } from './exit.ts'
import { help } from './help.ts'
import { note, print } from './streams.ts'
import { version } from './version.ts'

/** Does what the arguments say and tells the exit code; a mistake in them throws `InputError`. Commands load only when they are called. */
export async function perform(given: readonly string[]): Promise<ExitCode> {
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
    case 'predict':
      return (await import('./predict-command.ts')).predictCommand(args)
    case 'theory':
      return (await import('./theory-command.ts')).theoryCommand(args)
    case 'lab':
      return (await import('./lab-command.ts')).labCommand(args)
    case 'presets':
      return (await import('./presets-command.ts')).presetsCommand(args)
    default:
      note(help(undefined))
      throw usage('command', 'a command', 'nothing')
  }
}
