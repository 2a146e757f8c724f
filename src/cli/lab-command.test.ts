import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromUrl, presets, toUrl } from '../experiment/index.ts'
import { opener } from './lab-browser.ts'
import { PAGE_FOLDER } from './lab-folder.ts'
import { readExperiment } from './read-experiment.ts'
import { deltascope, here, MAIN, type Finished } from './testing.ts'

const root = join(import.meta.dirname, '..', '..')
const outer = mkdtempSync(join(tmpdir(), 'deltascope-lab-command-'))
afterAll(() => rmSync(outer, { recursive: true }))

function linkBuild(folder: string): void {
  for (const name of readdirSync(join(root, 'dist'))) if (name !== 'page') symlinkSync(join(root, 'dist', name), join(folder, 'dist', name))
}

/** The built package with a page of its own: everything but the page is a link. */
const installed = join(outer, 'installed')
const main = join(installed, 'dist/cli/main.js')
const LINKED = ['--preserve-symlinks', '--preserve-symlinks-main'].join(' ')
beforeAll(() => {
  mkdirSync(join(installed, 'dist', 'page'), { recursive: true })
  for (const name of ['package.json', 'node_modules']) symlinkSync(join(root, name), join(installed, name))
  linkBuild(installed)
  writeFileSync(join(installed, 'dist/page/index.html'), '<!doctype html><title>planted</title>')
})

interface Stay { readonly during?: (origin: string) => Promise<void>; readonly signal?: NodeJS.Signals; readonly input?: string }
interface Visit { readonly finished: Finished; readonly address: string; readonly body: string; readonly milliseconds: number }

/** Starts the lab, does something while it runs, and ends it by a signal. */
async function visit(given: readonly string[], { during, signal = 'SIGINT', input = '' }: Stay = {}): Promise<Visit> {
  let [address, body, ended] = ['', '', 0]
  const look = async (child: ChildProcess, text: string): Promise<void> => {
    try {
      address = text.trim()
      const origin = /http:\/\/[^/"]+/.exec(address)![0].replace('0.0.0.0', '127.0.0.1')
      body = await (await fetch(`${origin}/`)).text()
      await during?.(origin)
    } finally {
      ended = performance.now()
      child.kill(signal)
    }
  }
  const onStart = (child: ChildProcess): void => void child.stdout!.once('data', (text: string) => void look(child, text))
  const finished = await deltascope(['lab', ...given], { onStart, input, env: { NODE_OPTIONS: LINKED }, main })
  return { finished, address, body, milliseconds: performance.now() - ended }
}

/** A port that somebody else has. */
async function taken<T>(port: number, use: (port: number) => Promise<T>): Promise<T> {
  const other = createServer()
  await new Promise<void>((done, fail) => other.once('error', fail).listen(port, '127.0.0.1', done))
  try {
    return await use((other.address() as AddressInfo).port)
  } finally {
    await new Promise(done => other.close(done))
  }
}

describe('deltascope lab', () => {
  it.concurrent('serves the page of its own package, prints the address alone, and ends with Ctrl-C', async () => {
    const { finished, body } = await visit(['--port', '0'])
    expect(finished.code, finished.err).toBe(0)
    expect(finished.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/)
    expect(finished.err).toBe('Ctrl-C ends it.\n')
    expect(body).toContain('planted')
  })

  it.concurrent('opens the experiment that it is given, however it is given', async () => {
    const link = toUrl(presets['speed-4']!.experiment)
    const hash = (address: string): string => address.replace(/^[^#]*#/, '')
    expect(hash((await visit(['speed-4', '--port', '0'])).address)).toBe(link)
    const copied = `http://127.0.0.1:1/#${link}&lang=zh`
    const changed = await visit([copied, '--set', 'network.activation=tanh', '--seed', '7', '--port', '0'])
    expect(fromUrl(hash(changed.address))).toEqual(await readExperiment('speed-4', ['network.activation=tanh', 'seed=7']))
    const piped = await visit(['-', '--port', '0'], { input: JSON.stringify(presets['speed-4']!.experiment) })
    expect(hash(piped.address)).toBe(link)
  })

  it.concurrent('prints one object with --json and nothing else', async () => {
    const { finished } = await visit(['xor', '--port', '0', '--json'])
    const { url, host, port, experiment } = JSON.parse(finished.out) as Record<string, unknown>
    expect([url, host, experiment]).toEqual([`http://127.0.0.1:${String(port)}/#${String(experiment)}`, '127.0.0.1', toUrl(presets.xor!.experiment)])
    expect([finished.code, finished.err]).toEqual([0, ''])
  })

  it.concurrent.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends quickly by %s with a connection open', async signal => {
    const sockets: ReturnType<typeof connect>[] = []
    const during = async (origin: string): Promise<void> => {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1')
      sockets.push(socket.on('error', () => undefined))
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await new Promise(done => socket.once('data', done))
    }
    const { finished, milliseconds } = await visit(['--port', '0', '--quiet'], { during, signal })
    expect([finished.code, finished.err]).toEqual([0, ''])
    expect(milliseconds).toBeLessThan(1500)
    for (const socket of sockets) socket.destroy()
  })

  it.concurrent('takes the preferred port, and any free one where somebody has that', async () => {
    const free = await taken(4710, async () => true).catch(() => false)
    const first = await visit([])
    if (free) expect(first.address).toBe('http://127.0.0.1:4710/')
    const second = await taken(4710, () => visit([])).catch(() => visit([]))
    expect(second.address).not.toContain(':4710/')
    expect([first.finished.code, second.finished.code]).toEqual([0, 0])
  })

  it.concurrent('warns when other machines can reach it', async () => {
    const { finished, body } = await visit(['--host', '0.0.0.0', '--port', '0'])
    expect(finished.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/)
    const warning = /^Warning: on 0\.0\.0\.0 anyone who reaches this machine can open the lab( at http:\/\/[\d.]+:\d+\/)?\.\n/
    expect(finished.err).toMatch(warning)
    expect(finished.err.replace(warning, '')).toBe('Ctrl-C ends it.\n')
    expect(body).toContain('planted')
  })

  it.concurrent('says which files the page will ask for', async () => {
    const { finished } = await visit(['v=1&net=4-3&data=csv&inputs=a/iris.csv&targets=kind', '--port', '0'])
    expect(finished.err).toMatch(/^The page reads files only when they are dropped on it: a\/iris\.csv\n/)
  })
})

describe('what cannot be', () => {
  const refused: readonly (readonly [string[], RegExp])[] = [
    [['--port', '70000'], /^--port: expected a whole number from 0 to 65535, got "70000"$/],
    [['--port', 'x'], /^--port: expected a whole number/],
    [['--host', 'no such host'], /^--host: expected an address of this machine.*got "no such host"$/],
    [['--seed', '7'], /^EXPERIMENT: expected an experiment to change, got nothing/],
    [['sped-4'], /Did you mean the preset speed-4\?$/],
    [['v=1&net=784-10&act=tahn'], /"tahn". Did you mean "tanh"\?$/],
    [['--threads', '2'], /^--threads: expected an option of lab/],
    [['a', 'b'], /^arguments: expected no more/]
  ]
  const refusal = async (given: readonly string[]): Promise<string> => {
    const { code, out, err } = await deltascope(['lab', ...given], { env: { NODE_OPTIONS: LINKED }, main })
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    return err.trimEnd().replace('deltascope: ', '')
  }
  it.each(refused)('%j', async (given, line) => {
    const { code, out, err } = await here(['lab', ...given])
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^deltascope: .*\n$/)])
    expect(err.trimEnd().replace('deltascope: ', '')).toMatch(line)
  })

  it.concurrent('a host that is not this machine', async () => {
    const line = /^--host: expected an address of this machine, such as 0\.0\.0\.0 for all of them, got "([\w.]+)" \((E\w+)\)$/
    expect(line.exec(await refusal(['--host', '203.0.113.7']))?.slice(1)).toEqual(['203.0.113.7', 'EADDRNOTAVAIL'])
    expect(line.exec(await refusal(['--host', 'nowhere.invalid']))?.[1]).toBe('nowhere.invalid')
  })

  it.concurrent('a port that is in use', async () => {
    await taken(0, async port => expect(await refusal(['--port', String(port)]))
      .toBe(`--port: expected a free port, got ${port}, which is in use. Leave --port out to take any free one`))
  })

  it.concurrent('a package without its page', async () => {
    const bare = join(outer, 'bare')
    mkdirSync(join(bare, 'dist'), { recursive: true })
    for (const name of readdirSync(installed).filter(one => one !== 'dist')) symlinkSync(join(root, name), join(bare, name))
    linkBuild(bare)
    const { code, err } = await deltascope(['lab'], { env: { NODE_OPTIONS: LINKED }, main: join(bare, 'dist/cli/main.js') })
    expect([code, err]).toEqual([2, `deltascope: ${join(bare, 'dist/page')}/: expected the built page, got nothing. Run npm run build\n`])
  })
})

describe('the browser', () => {
  it('is asked for where there is one to show', () => {
    expect(opener('darwin', {})).toEqual(['open'])
    expect(opener('win32', {})?.[0]).toBe('rundll32')
    expect(opener('linux', { DISPLAY: ':0' })).toEqual(['xdg-open'])
    expect(opener('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open'])
    expect(opener('linux', {})).toBe(undefined)
  })

  /** util-linux: runs a command in a terminal of its own. */
  const TERMINAL = '/usr/bin/script'
  const terminal = it.skipIf(process.platform !== 'linux' || spawnSync(TERMINAL, ['--version']).status !== 0)

  interface Session { readonly code: number | null; readonly seen: string }
  /** The lab in a terminal where `xdg-open` is this script, ended by Ctrl-C once `until` holds: what the terminal showed, and the exit code. */
  function inTerminal(folder: string, xdgOpen: string | undefined, options: string, until: () => boolean): Promise<Session> {
    mkdirSync(folder)
    if (xdgOpen !== undefined) writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n${xdgOpen}`, { mode: 0o755 })
    const line = `exec env PATH='${folder}' '${process.execPath}' '${main}' lab xor --port 0 ${options}`
    const env = { ...process.env, NODE_OPTIONS: LINKED, DISPLAY: ':7', LC_ALL: 'C.UTF-8' }
    const child = spawn(TERMINAL, ['-qec', line, '/dev/null'], { env })
    let seen = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => void (seen += part))
    const timer = setInterval(() => {
      if (!seen.includes('Ctrl-C ends it.') || !until()) return
      clearInterval(timer)
      child.stdin.write('\u0003')
    }, 50)
    return new Promise(done => child.on('close', code => done({ code, seen })))
  }

  terminal.concurrent('gets the whole address, and may fail', async () => {
    const folder = join(outer, 'browser')
    const opened = join(folder, 'opened')
    const script = `printf %s "$*" > '${opened}.part'; /bin/mv '${opened}.part' '${opened}'; exit 1`
    const { code, seen } = await inTerminal(folder, script, '', () => existsSync(opened))
    expect([code, seen]).toEqual([0, expect.stringContaining(readFileSync(opened, 'utf8'))])
    expect(readFileSync(opened, 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#v=1&net=/)
  })

  terminal.concurrent('may be missing, or unwanted', async () => {
    const [none, unwanted] = [join(outer, 'none'), join(outer, 'unwanted')]
    const soon = (): (() => boolean) => {
      let turns = 0
      return () => ++turns > 5
    }
    const kept = inTerminal(unwanted, `: > '${unwanted}/opened'`, '--no-open', soon())
    const [without, quiet] = await Promise.all([inTerminal(none, undefined, '', soon()), kept])
    expect([without.code, quiet.code]).toEqual([0, 0])
    expect(without.seen).not.toMatch(/error|ENOENT/i)
    expect(existsSync(join(unwanted, 'opened'))).toBe(false)
  })
})

describe.skipIf(!existsSync(join(PAGE_FOLDER, 'index.html')))('the built page', () => {
  it('comes whole: everything that its document names', async () => {
    let [document, names]: [string, string[]] = ['', []]
    const look = async (origin: string): Promise<void> => {
      document = await (await fetch(origin)).text()
      names = [...document.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name!)
      for (const name of names) {
        const answer = await fetch(new URL(name, origin))
        expect([answer.status, (await answer.arrayBuffer()).byteLength > 0], name).toEqual([200, true])
        expect(answer.headers.get('content-type'), name).not.toBe('application/octet-stream')
      }
    }
    const child = (started: ChildProcess): void => void started.stdout!.once('data', (text: string) => {
      void look(text.trim()).finally(() => started.kill('SIGINT'))
    })
    const { code } = await deltascope(['lab', '--port', '0'], { onStart: child, main: MAIN })
    expect([code, names.length > 1]).toEqual([0, true])
    // The policy of the server allows neither.
    expect(document).not.toMatch(/<style|style="|<script>|<script (?![^>]*src=)| on\w+="/)
  })
})
