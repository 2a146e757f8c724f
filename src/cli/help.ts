import { commands, commonOptions, type CommandSpec, type OptionSpec } from './options.ts'
import { columns, wrapped } from './streams.ts'

/** Examples first: most people look for the line to copy. */
export function help(command: CommandSpec | undefined): string {
  return command ? commandHelp(command) : generalHelp()
}

function generalHelp(): string {
  const examples = [
    ['deltascope chapter5', 'judge every claim of the chapter on this machine'],
    ['deltascope measure initial-4', 'how fast each layer would learn at the start'],
    ['deltascope predict initial-4', 'the same from theory, without drawing a weight'],
    ['deltascope run speed-4', 'train, and watch every layer\'s speed'],
    ['deltascope lab', 'watch it live, on a page in the browser'],
    ['deltascope run experiment.json --trace readings.csv', 'your own experiment']
  ] as const
  return [
    section('Examples', examples.map(([line, what]) => [line, what])),
    section('Commands', commands.map(one => [signature(one), one.text])),
    section('Options', commonOptions.map(optionRow)),
    ...wrapped(CLOSING, columns())
  ].join('\n')
}

const CLOSING =
  'EXPERIMENT is a JSON file, - for standard input, a preset\'s name, or a link\'s query string. ' +
  'Results go to standard output, notes to standard error. Exit code: 0 done, 1 a claim failed or a run became ' +
  'non-finite, 2 bad input, 3 a fault of deltascope, 130 interrupted (partial results are saved). ' +
  'deltascope COMMAND --help shows a command\'s own options. Where the shell does not find deltascope, as in a checkout, put npx before it.'

function commandHelp(command: CommandSpec): string {
  return [
    section('Examples', command.examples.map(([line, what]) => [line, what])),
    `${wrapped(`${command.text}.`, columns()).join('\n')}\n`,
    section('Usage', [[`deltascope ${signature(command)} [options]`, '']]),
    section('Options', [...command.options, ...commonOptions].map(optionRow)).trimEnd()
  ].join('\n')
}

function signature({ name, argument, optional }: CommandSpec): string {
  if (argument === undefined) return name
  return optional ? `${name} [${argument}]` : `${name} ${argument}`
}

const optionRow = ({ name, short, value, text }: OptionSpec): [string, string] => [
  `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`, text
]

/** Two columns as wide as the window allows; a long left side puts its text on the next line. */
function section(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(46, Math.floor(columns() / 2), Math.max(...rows.map(([left]) => left.length)))
  const lines = rows.flatMap(([left, right]) => {
    if (right === '') return [`  ${left}`]
    const [first, ...rest] = wrapped(right, Math.max(20, columns() - width - 4))
    const below = rest.map(line => `  ${' '.repeat(width)}  ${line}`)
    return left.length > width
      ? [`  ${left}`, `  ${' '.repeat(width)}  ${first}`, ...below]
      : [`  ${left.padEnd(width)}  ${first}`, ...below]
  })
  return `${title}\n${lines.join('\n')}\n`
}
