import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { JsonTrace } from '../../../src/trace/index.ts'

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url))

/** What Node makes of a line that the page offers: `npx deltascope run '…'`, read as a shell would. */
export async function runCommand(line: string): Promise<JsonTrace> {
  const argument = /^npx deltascope run '([^']*)'$/.exec(line)?.[1]
  if (argument === undefined) throw new Error(`not the line of one run: ${line}`)
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'run', argument, '--json', '--quiet'], { maxBuffer: 1 << 28 })
    // 1 is how a run ends that became non-finite.
    .catch((error: { readonly code: number; readonly stdout: string }) => (error.code === 1 ? error : Promise.reject(error)))
  return JSON.parse(stdout) as JsonTrace
}
