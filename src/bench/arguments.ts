import { parseArgs } from 'node:util'
import { InputError, nearestName, shown } from '../errors/index.ts'
import { WORKLOADS } from './workloads.ts'

/** The parts of the bench beside the one table. */
export const PARTS = ['table', 'work', 'observing', 'growth', 'denormals', 'memory', 'trace', 'load', 'download'] as const
export type Part = (typeof PARTS)[number]

/** What was asked for. */
export interface Options {
  readonly rounds: number
  /** Of one round of one contestant. */
  readonly seconds: number
  readonly workloads: readonly string[]
  readonly parts: readonly Part[]
  /** Also what else a TypeScript user would pick. */
  readonly all: boolean
  readonly output: 'text' | 'json' | 'markdown'
  readonly python?: string
  readonly help: boolean
}

export const HELP = `Examples
  npm run bench                              the whole table, under six minutes
  npm run bench -- --only minibatch          one workload: table, work and observing
  npm run bench -- --only growth,memory      parts of it
  npm run --silent bench -- --json > a.json  every round of everyone
  npm run bench -- --all                     TensorFlow.js and jax-js too (installed into node_modules/.cache)

Options
  --rounds N     rounds of everyone in alternation (default 5, at least 1)
  --only NAME,…  only these workloads (minibatch, fullbatch, deep100, wide512) or parts
                 (${PARTS.join(', ')})
  --quick        short rounds, three of them: shows that everything works, not for figures
  --all          also the peers in JavaScript
  --python PATH  the Python that has PyTorch and NumPy (default: Debian's)
  --json         one JSON object with every round
  --markdown     the section of docs/performance.md
  -h, --help     this text
`

const usage = (where: string, expected: string, got: string, remedy?: string): InputError =>
  new InputError({ code: 'usage', where, expected, got, ...(remedy === undefined ? {} : { remedy }) })

/** Reads the arguments; a mistake in them throws `InputError`. */
export function readOptions(given: readonly string[]): Options {
  const { values } = split(given)
  if (values.json && values.markdown) throw usage('--markdown', 'one form of output', '--json as well')
  const { workloads, parts } = selection(values.only ?? [])
  const rounds = values.rounds === undefined ? (values.quick ? 3 : 5) : count(values.rounds)
  return {
    rounds, workloads, parts,
    seconds: values.quick ? 0.1 : 0.5,
    all: values.all ?? false,
    output: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
    help: values.help ?? false,
    ...(values.python === undefined ? {} : { python: values.python })
  }
}

const OPTIONS = {
  rounds: { type: 'string' },
  only: { type: 'string', multiple: true },
  quick: { type: 'boolean' },
  all: { type: 'boolean' },
  python: { type: 'string' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' }
} as const

function split(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options: OPTIONS, allowPositionals: false })
  } catch (error) {
    const name = given.find(word => word.startsWith('--') && !Object.hasOwn(OPTIONS, word.slice(2).split('=')[0]!))
    const near = name && nearestName(name.slice(2), Object.keys(OPTIONS))
    throw usage('arguments', 'options that exist', error instanceof Error ? error.message.split('. ')[0]! : String(error),
      near ? `Did you mean --${near}?` : 'See npm run bench -- --help')
  }
}

function count(text: string): number {
  const rounds = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (rounds < 1) throw usage('--rounds', 'a whole number from 1 to 9999', shown(text))
  return rounds
}

/** Workloads alone mean what is measured for a workload; parts alone mean all workloads. */
function selection(only: readonly string[]): { workloads: readonly string[]; parts: readonly Part[] } {
  const names = only.flatMap(text => text.split(',')).filter(name => name !== '')
  const known = WORKLOADS.map(({ name }) => name)
  for (const name of names) {
    if (known.includes(name) || isPart(name)) continue
    const valid = [...known, ...PARTS]
    const near = nearestName(name, valid)
    throw usage('--only', `one or more of ${valid.join(', ')}`, shown(name), near && `Did you mean ${near}?`)
  }
  const workloads = known.filter(name => names.includes(name))
  const parts = PARTS.filter(name => names.includes(name))
  return {
    workloads: workloads.length > 0 ? workloads : known,
    parts: parts.length > 0 ? parts : workloads.length > 0 ? ['table', 'work', 'observing'] : PARTS
  }
}

const isPart = (name: string): name is Part => (PARTS as readonly string[]).includes(name)
