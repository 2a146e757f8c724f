import { join } from 'node:path'
import { chapter5, type Chapter5Result } from '../chapter5/index.ts'
import { renderReport, terminalTable, type Report } from '../charts/index.ts'
import { nodeSource, runAll } from '../sweep/index.ts'
import { has, last, oneOf, wholeNumber, type Arguments } from './arguments.ts'
import type { ExitCode } from './exit.ts'
import { prepareFolder, writeWhole } from './files.ts'
import { catchInterrupt } from './interrupt.ts'
import { duration, progressBar } from './progress.ts'
import { KERNELS } from './run-command.ts'
import { columns, note, print } from './streams.ts'
import { version } from './version.ts'

/** `deltascope chapter5`: trains, judges, prints the table of claims and writes the report. */
export async function chapter5Command(args: Arguments): Promise<ExitCode> {
  const kernel = oneOf(args, 'kernels', KERNELS) ?? 'simd'
  const threads = wholeNumber(args, 'threads', 1, 1024)
  const seeds = wholeNumber(args, 'seeds', 1, 1000) ?? 1
  const only = args.values.get('only')?.flatMap(text => text.split(',').map(name => name.trim())).filter(name => name !== '')
  const folder = last(args, 'out') ?? 'deltascope-report'
  await prepareFolder(folder)
  const interrupt = catchInterrupt()
  const bar = progressBar(has(args, 'quiet'))
  const started = performance.now()
  try {
    const result = await chapter5({
      runAll, source: nodeSource(), kernel, seeds, signal: interrupt.signal,
      ...(threads === undefined ? {} : { threads }),
      ...(only === undefined ? {} : { only }),
      onProgress: ({ claim, fraction }) => bar.update(fraction, claim)
    })
    bar.clear()
    const seconds = (performance.now() - started) / 1000
    const path = join(folder, 'chapter5.html')
    await writeWhole(path, [renderReport(reportOf(result, { kernel, seeds, seconds, interrupted: interrupt.interrupted() }))])
    if (has(args, 'json')) print(JSON.stringify({ ...result, seconds, report: path }))
    else printTable(result, path, seconds)
    return chapter5Exit(result, interrupt.interrupted())
  } finally {
    bar.clear()
    interrupt.release()
  }
}

/** A claim that is not reached is no failure, but an interruption is told from a finished chapter. */
export function chapter5Exit({ failed }: Pick<Chapter5Result, 'failed'>, interrupted: boolean): ExitCode {
  if (interrupted) return 130
  return failed > 0 ? 1 : 0
}

function printTable({ claims, failed, notReached }: Chapter5Result, path: string, seconds: number): void {
  const rows = claims.map(({ number, title, published, measured, verdict, verdictWord }) => [
    String(number), title, published, measured, verdictWord ?? verdict
  ])
  print(terminalTable(['', 'claim', 'published', 'measured here', 'verdict'], rows, { width: columns() }))
  if (failed > 0) note(`${failed} of ${claims.length} claims were not reproduced; the report says why.`)
  if (notReached > 0) note(`${notReached} claims were not reached.`)
  print(`\n${path}  (${duration(seconds)})`)
}

interface Circumstances { readonly kernel: string; readonly seeds: number; readonly seconds: number; readonly interrupted: boolean }

function reportOf({ claims, failed }: Chapter5Result, { kernel, seeds, seconds, interrupted }: Circumstances): Report {
  const held = claims.filter(({ verdict }) => verdict === 'holds').length
  return {
    title: 'Why are deep networks hard to train?',
    subtitle:
      'The claims of chapter 5 of “Neural Networks and Deep Learning”, trained and measured again on this machine' +
      (interrupted ? ' (interrupted: not every claim was reached)' : ''),
    summary: [
      { label: 'claims', value: String(claims.length) },
      { label: 'hold', value: String(held) },
      { label: 'fail', value: String(failed) },
      { label: 'seeds of the accuracies', value: String(seeds) },
      { label: 'kernel', value: kernel },
      { label: 'time', value: duration(seconds) }
    ],
    claims,
    footer: [`deltascope ${version()}, Node ${process.version}`, `Made by: deltascope ${process.argv.slice(2).join(' ')}`]
  }
}
