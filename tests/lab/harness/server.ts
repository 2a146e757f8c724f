import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url))

export interface Site {
  /** Of the page, with the slash. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** `deltascope lab` as a person starts it, on a port of its own. */
export async function startSite(...options: readonly string[]): Promise<Site> {
  const child = spawn(process.execPath, [MAIN, 'lab', '--port', '0', '--json', ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [first, errors] = [collect(child.stdout), collect(child.stderr)]
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const line = first()
      if (line.includes('\n')) resolve((JSON.parse(line) as { url: string }).url.replace(/#.*/, ''))
    })
    child.once('exit', code => reject(new Error(`deltascope lab ended with ${code}: ${errors().trim()}`)))
    child.once('error', reject)
  })
  return { url, stop: () => stop(child) }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  return () => text
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
