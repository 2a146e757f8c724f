import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFile, namesOf } from './lab-folder.ts'
import { startLab, type LabServer } from './lab-server.ts'

const outer = mkdtempSync(join(tmpdir(), 'deltascope-lab-'))
const folder = join(outer, 'page')
const SECRET = 'nobody is to read this'
const STYLE = 'body { margin: 0 }\n'.repeat(100)
const files: Readonly<Record<string, string | Uint8Array>> = {
  'index.html': '<!doctype html><title>lab</title>', 'assets/a b.js': 'export {}', 'assets/style.css': STYLE, 'assets/icon.svg': '<svg/>',
  'assets/kernel.wasm': new Uint8Array(2000), 'data.bin': new Uint8Array([0, 1, 2]), 'ü%41.json': '{}', '.hidden': SECRET, 'nothing.css': ''
}
let server: LabServer
let open: LabServer

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  mkdirSync(join(folder, '.git'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  for (const name of ['secret', 'page/.git/config']) writeFileSync(join(outer, name), SECRET)
  symlinkSync('../secret', join(folder, 'link'))
  symlinkSync('..', join(folder, 'up'))
  server = await startLab({ folder, host: '127.0.0.1', port: 0, embed: false })
  open = await startLab({ folder, host: '0.0.0.0', port: 0, embed: true })
})
afterAll(async () => {
  await Promise.all([server.close(), open.close()])
  rmSync(outer, { recursive: true })
})

interface Answer { readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body: Buffer }

/** What the server answers to these very bytes: clients of HTTP tidy a path before they send it. */
function raw(request: string | Uint8Array, port = server.port): Promise<Answer> {
  return new Promise((done, fail) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.on('data', part => parts.push(part)).on('error', fail).on('close', () => {
      const all = Buffer.concat(parts)
      const end = all.indexOf('\r\n\r\n')
      const [first = '', ...lines] = all.subarray(0, end).toString('latin1').split('\r\n')
      const headers = lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()] as const)
      done({ status: Number(first.split(' ')[1]), headers: new Map(headers), body: all.subarray(end + 4) })
    })
  })
}

function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET', port = server.port): Promise<Answer> {
  const all = Object.entries({ Host: `localhost:${port}`, Connection: 'close', ...headers })
  return raw(`${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, port)
}

describe('the page', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'], ['/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['/?a#b', 'index.html', 'text/html; charset=utf-8'], ['/assets/a%20b.js', 'assets/a b.js', 'text/javascript; charset=utf-8'],
    ['/assets/kernel.wasm', 'assets/kernel.wasm', 'application/wasm'],
    ['/assets/icon.svg?v=2', 'assets/icon.svg', 'image/svg+xml'], ['/data.bin', 'data.bin', 'application/octet-stream'],
    ['/%C3%BC%2541.json', 'ü%41.json', 'application/json; charset=utf-8'], ['/nothing.css', 'nothing.css', 'text/css; charset=utf-8']
  ])('%s is %s, %s', async (path, name, type) => {
    const { status, headers, body } = await ask(path)
    expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([200, type, String(body.length)])
    expect(body.equals(Buffer.from(files[name]!))).toBe(true)
  })

  it('goes out packed where that helps, and says which way it went', async () => {
    const packed = await ask('/assets/style.css', { 'Accept-Encoding': 'br, gzip' })
    expect(gunzipSync(packed.body).toString()).toBe(STYLE)
    expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding'])
    const plain = await ask('/assets/style.css')
    expect([plain.headers.has('content-encoding'), plain.headers.get('vary'), plain.body.toString()]).toEqual([false, 'Accept-Encoding', STYLE])
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    expect((await ask('/data.bin', { 'Accept-Encoding': 'gzip' })).headers.has('content-encoding')).toBe(false)
    expect((await ask('/assets/kernel.wasm', { 'Accept-Encoding': 'gzip' })).body.length).toBeLessThan(100)
  })

  it('is not sent again to who has it, and is when it was built anew', async () => {
    const path = '/assets/fresh.js'
    writeFileSync(join(folder, path), 'let a = 1')
    const first = await ask(path)
    const tag = first.headers.get('etag')!
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const again = await ask(path, { 'If-None-Match': tag })
    expect([again.status, again.body.length, again.headers.get('etag')]).toEqual([304, 0, tag])
    writeFileSync(join(folder, path), 'let a = 22')
    const changed = await ask(path, { 'If-None-Match': tag })
    expect([changed.status, changed.body.toString()]).toEqual([200, 'let a = 22'])
    rmSync(join(folder, path))
    expect((await ask(path)).status).toBe(404)
  })

  it('answers HEAD as GET, without the body', async () => {
    for (const path of ['/', '/assets/style.css', '/mnist/t10k-images-idx3-ubyte', '/none']) {
      const gzip = { 'Accept-Encoding': 'gzip' }
      const [get, head] = [await ask(path, gzip), await ask(path, gzip, 'HEAD')]
      const without = ({ headers }: Answer): unknown => [...headers].filter(([name]) => name !== 'date')
      expect([head.status, head.body.length, without(head)]).toEqual([get.status, 0, without(get)])
      expect(get.body.length).toBe(Number(get.headers.get('content-length')))
    }
  })

  it('sends its headers with every answer', async () => {
    const answers = [
      await ask('/'), await ask('/none'), await ask('/', {}, 'POST'), await ask('/', { Host: 'evil.example' }), await ask('/mnist/t10k-labels-idx1-ubyte')
    ]
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'self'$/)
      expect([headers.get('x-content-type-options'), headers.get('cross-origin-embedder-policy')]).toEqual(['nosniff', 'require-corp'])
    }
    expect((await ask('/', {}, 'GET', open.port)).headers.get('content-security-policy')).not.toContain('frame-ancestors')
  })
})

describe('MNIST', () => {
  it('comes from its package, every byte, to be kept', async () => {
    const sums = {
      'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'
    }
    for (const [name, sum] of Object.entries(sums)) {
      const { status, headers, body } = await ask(`/mnist/${name}`, { 'Accept-Encoding': 'gzip' })
      expect([status, createHash('sha256').update(body).digest('hex')], name).toEqual([200, sum])
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect((await ask(`/mnist/${name}`, { 'If-None-Match': headers.get('etag')! })).status).toBe(304)
    }
    expect((await ask('/mnist/train-images-idx3-ubyte', {}, 'HEAD')).headers.get('content-length')).toBe('47040016')
  })

  it('has no other name, and bears a reader who leaves', async () => {
    const none = [
      '/mnist/', '/mnist', '/mnist/package.json', '/mnist/..', '/mnist/../package.json', '/mnist%2ftrain-labels-idx1-ubyte', '/Mnist/t10k-labels-idx1-ubyte'
    ]
    for (const path of none) {
      expect((await ask(path)).status, path).toBe(404)
    }
    await new Promise<void>((done, fail) => {
      const request = 'GET /mnist/train-images-idx3-ubyte HTTP/1.1\r\nHost: localhost\r\n\r\n'
      const socket = connect(server.port, '127.0.0.1', () => socket.write(request))
      socket.once('data', () => socket.destroy()).on('error', fail).on('close', () => done())
    })
    expect((await ask('/')).status).toBe(200)
  })
})

describe('no path leads out of the folder', () => {
  const never = (answer: Answer, path: string): void => {
    expect(answer.body.includes(SECRET), path).toBe(false)
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.status, path).toBeLessThan(500)
  }

  it.each([
    '/../secret', '/%2e%2e/secret', '/.%2E/secret', '/assets/../../secret', '/assets/..%2f..%2fsecret', '/..%5csecret', '/..\\secret', '/..%255csecret',
    '/assets%2f..%2f..%2fsecret', '/secret%00', '/index.html%00', '/%00', '//secret', '/./secret', '/link', '/up/secret', '/up/page/index.html', '/.hidden',
    '/.git/config', '/assets', '/assets/', '/index.html/', '/index.html/..', '/assets/./style.css', '//etc/passwd', '/C:/secret', '/file:///etc/passwd',
    '/..;/secret', '/%c0%ae%c0%ae/secret', '/%ff', '/%', '/%zz', '/\u00ff', '/INDEX.HTML', '/index.html.', '/index.html%20', '*', 'secret', '../secret',
    'http://localhost/../secret', 'file:///etc/passwd', `/${'a/'.repeat(5000)}`, `/${'%2e%2e%2f'.repeat(1000)}secret`
  ])('%s', async path => never(await ask(path), path))

  it('however it is written', async () => {
    const piece = fc.constantFrom(
      '..', '.', '/', '\\', '%2f', '%2F', '%5c', '%2e', '%2e%2e', '%252e', '%00', '%', '//', '?', '#', ';', ':', 'é', '~',
      'secret', 'up', 'link', 'assets', 'page', '.hidden', '.git', 'config'
    )
    const path = fc.array(piece, { minLength: 1, maxLength: 12 }).map(parts => `/${parts.join('')}`)
    await fc.assert(fc.asyncProperty(path, async text => {
      const { status, body } = await ask(text)
      expect(body.includes(SECRET)).toBe(false)
      // Nothing is found but the page itself, behind a query.
      if (status === 200) expect(text).toMatch(/^\/[?#]/)
      else expect([400, 404]).toContain(status)
    }), { numRuns: 400, seed: 11 })
  })

  it('whatever bytes stand in its place', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 })
    await fc.assert(fc.asyncProperty(bytes, async path => {
      const request = Buffer.concat([Buffer.from('GET /'), path, Buffer.from(' HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')])
      const { status, body } = await raw(request)
      expect(body.includes(SECRET)).toBe(false)
      if (status === 200) expect([...path]).toSatisfy((all: number[]) => [0x3f, 0x23, 0x20].includes(all[0]!))
    }), { numRuns: 200, seed: 12 })
  })

  it('not even by the names themselves', async () => {
    const name = fc.constantFrom(
      '..', '.', '', 'up', 'link', 'secret', '../secret', `${outer}/secret`, 'assets/style.css', 'page', '\0', '.git', 'config'
    )
    const names = fc.array(name, { maxLength: 5 })
    await fc.assert(fc.asyncProperty(names, async given => {
      const found = await findFile(folder, given)
      expect(found === undefined || given.length === 0).toBe(true)
    }), { numRuns: 300, seed: 13 })
    expect(await findFile(folder, ['assets', 'style.css'])).toBe(join(folder, 'assets', 'style.css'))
    expect(namesOf('/a%2Fb/c')).toEqual(['a/b', 'c'])
  })
})

describe('who may ask, and how', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'])('not %s', async method => {
    const { status, headers, body } = await ask('/', { 'Content-Length': '0' }, method)
    expect([status, headers.get('allow'), body.toString()]).toEqual([405, 'GET, HEAD', 'Only GET and HEAD.\n'])
  })

  it('only under this machine\'s own names, unless it was told to listen elsewhere', async () => {
    for (const Host of ['evil.example', `evil.example:${server.port}`, '192.168.1.2', '', 'localhost.evil.example']) {
      const { status, body } = await ask('/', { Host })
      expect([status, body.includes('<title>')], Host).toEqual([421, false])
    }
    expect((await raw('GET / HTTP/1.0\r\n\r\n')).status).toBe(421)
    expect((await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(400)
    expect((await raw(`GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).status).toBe(421)
    expect((await ask('/', { Host: 'evil.example' }, 'GET', open.port)).status).toBe(200)
  })

  it('answers nonsense with an error and lives on', async () => {
    const long = `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`
    for (const request of ['nonsense\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', long, '\u0016\u0003\u0001']) {
      expect((await raw(request)).status, request.slice(0, 20)).toBeGreaterThanOrEqual(400)
    }
    expect((await ask('/', { Upgrade: 'websocket', Connection: 'Upgrade, close' })).status).toBe(200)
    expect((await ask('/')).status).toBe(200)
  })

  it('ends at once, with connections open', async () => {
    const third = await startLab({ folder, host: '127.0.0.1', port: 0, embed: false })
    const socket = connect(third.port, '127.0.0.1')
    const closed = new Promise(done => socket.on('error', done).on('close', done))
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await new Promise(done => socket.once('data', done))
    const started = performance.now()
    await Promise.all([third.close(), closed])
    expect(performance.now() - started).toBeLessThan(500)
  })
})
