import { presetNamed, presets } from '../experiment/index.ts'
import { has, type Arguments } from './arguments.ts'
import type { ExitCode } from './exit.ts'
import { documentText } from './outputs.ts'
import { print } from './streams.ts'

/** `deltascope presets`: the list, or one preset as a document. */
export function presetsCommand(args: Arguments): ExitCode {
  if (args.argument !== undefined) {
    print(documentText(presetNamed(args.argument).experiment).trimEnd())
  } else if (has(args, 'json')) {
    print(JSON.stringify(Object.values(presets), null, 2))
  } else {
    const width = Math.max(...Object.keys(presets).map(name => name.length))
    for (const { name, title, description } of Object.values(presets)) {
      print(`${name.padEnd(width)}  ${title}\n${' '.repeat(width)}  ${description}`)
    }
  }
  return 0
}
