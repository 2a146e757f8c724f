import { isIPv4 } from 'node:net'

/**
 * What the page may do, and nothing else: its own scripts, styles and workers, WebAssembly, pictures it draws itself. No inline
 * script or style, no other origin.
 */
const POLICY = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'",
  "worker-src 'self'", "font-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'"
]

/**
 * Headers of every answer. The first three isolate the page from other origins, which is what a browser asks for before it lends
 * shared memory and fine clocks. With `embed` any page may hold the lab in a frame or load its custom element; what the lab
 * itself may do stays the same.
 */
export function pageHeaders(embed: boolean): Readonly<Record<string, string>> {
  return {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': embed ? 'cross-origin' : 'same-origin',
    ...(embed ? { 'Access-Control-Allow-Origin': '*' } : {}),
    // Where any page may frame it, the directive is left out: even * would shut out a lesson that is a file on the disk.
    'Content-Security-Policy': (embed ? POLICY : [...POLICY, "frame-ancestors 'self'"]).join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer'
  }
}

const LOOPBACK_NAMES = ['localhost', 'localhost.', '127.0.0.1', '::1']

/** Whether only this machine can reach the address. */
export const isLoopback = (host: string): boolean =>
  LOOPBACK_NAMES.includes(host.toLowerCase()) || (isIPv4(host) && host.startsWith('127.'))

/**
 * Whether a request's Host names this machine itself. A foreign name that was made to point at 127.0.0.1 (DNS rebinding) would
 * turn another site's scripts into the page's own origin. Any port: a tunnel may end at another one.
 */
export function isOwnHost(header: string | undefined, host: string): boolean {
  const match = /^(?:\[([\da-f:.]+)\]|([^\s:@/[\]]+))(?::\d{1,5})?$/i.exec(header ?? '')
  const name = (match?.[1] ?? match?.[2])?.toLowerCase()
  return name !== undefined && (LOOPBACK_NAMES.includes(name) || name === host.toLowerCase())
}

/** Whether the client takes gzip: named, or meant by *, and not with a weight of 0. */
export function takesGzip(header: string | undefined): boolean {
  const weights = new Map((header ?? '').toLowerCase().split(',').map(part => {
    const [name = '', ...parameters] = part.split(';').map(text => text.trim())
    const weight = parameters.find(text => text.startsWith('q='))?.slice(2)
    return [name, weight === undefined ? 1 : Number(weight)] as const
  }))
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
}

/** Whether the client has this version already (RFC 9110, 13.1.2: weak comparison). */
export function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some(one => one.trim().replace(/^W\//, '') === tag)
}
