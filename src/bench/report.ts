import type { Options } from './arguments.ts'
import type { Results } from './bench.ts'
import { boundTable, contestTable, workTable } from './contest-table.ts'
import { contentionTable } from './contention.ts'
import { denormalTable } from './denormals.ts'
import { downloadTable } from './download.ts'
import { growthTable } from './growth.ts'
import { memoryTable, traceTable } from './long-run.ts'
import { machineText, QUIET } from './machine.ts'
import { observingTable } from './observing.ts'
import { toMarkdown, toText, type Table } from './table.ts'

/** What was found, as tables in the order they are read. */
export function tablesOf(results: Results, parts: Options['parts']): Table[] {
  const { contests, peaks, observing, growth, denormals, memory, trace, contention, download } = results
  return [
    contests && parts.includes('table') && contestTable(contests, results.rounds),
    contests && peaks && parts.includes('work') && workTable(contests, peaks),
    contests && peaks && parts.includes('work') && boundTable(contests, peaks),
    observing && observingTable(observing),
    growth && growthTable(growth),
    denormals && denormalTable(denormals),
    memory && memoryTable(memory),
    trace && traceTable(trace),
    contention && contentionTable(contention),
    download && downloadTable(download)
  ].filter(table => typeof table === 'object')
}

/** The lines before the tables: the machine, how busy it was, who took part and who could not. */
export function headLines({ machine, load, rounds, seconds, peers, absent, unable, took }: Results): string[] {
  const busy = Math.max(load.begin, 0) > QUIET ? ` (above ${QUIET} at the start: other programs were running, these figures are noise)` : ''
  const versions = [...new Set(peers.map(({ about }) => about))]
  return [
    `${machineText(machine)}.`,
    `Load average ${load.begin.toFixed(2)} at the start${busy}, ${load.end.toFixed(2)} at the end; ` +
      `${rounds} rounds of about ${seconds} s each; ${Math.round(took)} s in all.`,
    ...(versions.length > 0 ? [`Peers: ${versions.join('; ')}.`] : []),
    ...missingLines(absent),
    ...Object.entries(unable).map(([variant, reason]) => `${variant} took no part: ${reason}.`)
  ]
}

/** One line a reason, however many processes gave it. */
function missingLines(absent: Results['absent']): string[] {
  const reasons = new Map<string, Set<string>>()
  for (const { name, reason } of absent) reasons.set(reason, (reasons.get(reason) ?? new Set()).add(name))
  return [...reasons].map(([reason, names]) => `Without ${[...names].join(' and ')}: ${reason}.`)
}

export function textOf(results: Results, parts: Options['parts']): string {
  return [headLines(results).join('\n'), ...tablesOf(results, parts).map(toText)].join('\n\n') + '\n'
}

/** The generated section of docs/performance.md, between its two marks. */
export function markdownOf(results: Results, parts: Options['parts']): string {
  return [headLines(results).join('\n'), ...tablesOf(results, parts).map(toMarkdown)].join('\n\n') + '\n'
}
