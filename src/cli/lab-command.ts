import { stat } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { InputError, shown } from '../errors/index.ts'
import { toUrl, type Experiment } from '../experiment/index.ts'
import { has, last, settingsOf, wholeNumber, type Arguments } from './arguments.ts'
import { usage, type ExitCode } from './exit.ts'
import { openBrowser } from './lab-browser.ts'
import { PAGE_FOLDER } from './lab-folder.ts'
import { isLoopback } from './lab-headers.ts'
import { startLab, type LabServer } from './lab-server.ts'
import { readExperiment } from './read-experiment.ts'
import { note, print, printParts } from './streams.ts'

/** Taken where it is free: an address that stays the same can be kept as a bookmark. */
const PREFERRED_PORT = 4710

/** `deltascope lab`: serves the page until Ctrl-C, which is how it is meant to end. */
export async function labCommand(args: Arguments): Promise<ExitCode> {
  const host = hostOf(args)
  const port = wholeNumber(args, 'port', 0, 65535)
  const experiment = await experimentOf(args)
  const link = experiment && toUrl(experiment)
  await checkPage(PAGE_FOLDER)
  const stopped = stopRequest()
  const server = await startAt(host, port, has(args, 'embed'))
  const url = `http://${urlHost(host)}:${server.port}/${link === undefined ? '' : `#${link}`}`
  if (has(args, 'json')) await printParts([`${JSON.stringify({ url, host, port: server.port, experiment: link ?? null })}\n`])
  else print(url)
  warn(host, server.port)
  if (!has(args, 'quiet') && !has(args, 'json')) {
    note([...filesNote(experiment), 'Ctrl-C ends it.'].join('\n'))
  }
  if (process.stdout.isTTY && !has(args, 'no-open') && !has(args, 'json')) openBrowser(url)
  await stopped
  await server.close()
  return 0
}

function hostOf(args: Arguments): string {
  const text = last(args, 'host') ?? '127.0.0.1'
  const host = /^\[(.*)\]$/.exec(text)?.[1] ?? text
  if (!/^[\w.:%-]+$/.test(host)) throw usage('--host', 'an address of this machine, such as 0.0.0.0 for all of them', shown(text))
  return host
}

async function experimentOf(args: Arguments): Promise<Experiment | undefined> {
  const settings = settingsOf(args)
  if (args.argument !== undefined) return readExperiment(args.argument, settings)
  if (settings.length > 0) throw usage('EXPERIMENT', 'an experiment to change', 'nothing', 'For example deltascope lab speed-2 --seed 7')
  return undefined
}

/** A link must not make a page fetch what it names, so that files of one's own come from the person's hand. */
function filesNote(experiment: Experiment | undefined): string[] {
  if (experiment === undefined || !('inputs' in experiment.data)) return []
  const { kind, inputs, targets } = experiment.data
  const names = kind === 'csv' || kind === 'npz' ? [inputs] : [inputs, targets]
  return [`The page reads files only when they are dropped on it: ${names.join(', ')}`]
}

async function checkPage(folder: string): Promise<void> {
  const page = await stat(join(folder, 'index.html')).catch(() => undefined)
  if (page?.isFile()) return
  throw new InputError({ code: 'file', where: folder, expected: 'the built page', got: 'nothing', remedy: 'Run npm run build' })
}

/** The preferred port or, where it is taken, any free one; a port that was asked for, or none. */
async function startAt(host: string, port: number | undefined, embed: boolean): Promise<LabServer> {
  const start = (at: number): Promise<LabServer> => startLab({ folder: PAGE_FOLDER, host, port: at, embed })
  try {
    if (port !== undefined) return await start(port)
    return await start(PREFERRED_PORT).catch(error => (isTaken(error) ? start(0) : Promise.reject(error)))
  } catch (error) {
    throw unavailable(error, host, port)
  }
}

/** Windows keeps ranges of ports to itself, and says so with EACCES. */
const isTaken = (error: unknown): boolean => ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')

function unavailable(error: unknown, host: string, port: number | undefined): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (port !== undefined && code === 'EADDRINUSE') {
    return usage('--port', 'a free port', `${port}, which is in use`, 'Leave --port out to take any free one')
  }
  if (port !== undefined && code === 'EACCES') {
    return usage('--port', 'a port that may be taken', `${port}, which is kept from you`, 'Choose one above 1023')
  }
  if (code === undefined || (syscall !== 'listen' && syscall !== 'getaddrinfo')) return error
  return usage('--host', 'an address of this machine, such as 0.0.0.0 for all of them', `${shown(host)} (${code})`)
}

const isWildcard = (host: string): boolean => ['0.0.0.0', '::', '0:0:0:0:0:0:0:0'].includes(host)

/** The host as an address has it. Of all addresses the loopback one: only there do browsers trust a page without https. */
function urlHost(host: string): string {
  if (isWildcard(host)) return '127.0.0.1'
  return host.includes(':') ? `[${host.replace('%', '%25')}]` : host
}

function warn(host: string, port: number): void {
  if (isLoopback(host)) return
  const outside = Object.values(networkInterfaces()).flat().find(one => one && !one.internal && one.family === 'IPv4')
  const where = isWildcard(host) && outside ? ` at http://${outside.address}:${port}/` : ''
  note(`Warning: on ${host} anyone who reaches this machine can open the lab${where}.`)
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Resolves with the first signal; a second one finds nothing left to do. */
function stopRequest(): Promise<void> {
  return new Promise(done => {
    for (const name of SIGNALS) process.on(name, () => done())
  })
}
