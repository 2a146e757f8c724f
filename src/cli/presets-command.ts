import { presetNamed, presets } from '../experiment/index.ts'
import { has, type Arguments } from './arguments.ts'
import type { ExitCode } from './exit.ts'
import { documentText } from './outputs.ts'
import { columns, legible, print, printParts, wrapped } from './streams.ts'

/** `deltascope presets`: the list, or one preset as a document. */
export async function presetsCommand(args: Arguments): Promise<ExitCode> {
  if (args.argument !== undefined) {
    await printParts([documentText(presetNamed(args.argument).experiment)])
  } else if (has(args, 'json')) {
    await printParts([`${JSON.stringify(Object.values(presets), null, 2)}\n`])
  } else {
    const width = Math.max(...Object.keys(presets).map(name => name.length))
    const texts = Object.values(presets).map(({ name, title, description }) => {
      const lines = [title, description].flatMap(text => wrapped(legible(text), columns() - width - 2))
      return lines.map((line, i) => `${(i === 0 ? name : '').padEnd(width)}  ${line}`).join('\n')
    })
    const next = ['', 'Try one     deltascope measure initial-4', 'Change one  deltascope run speed-4 --set network.activation=tanh', 'Watch one   deltascope lab speed-4']
    print([...texts, ...next].join('\n'))
  }
  return 0
}
