import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isLoopback, isOwnHost, matches, pageHeaders, takesGzip } from './lab-headers.ts'

describe('isOwnHost', () => {
  it('takes this machine\'s own names, with any port', () => {
    for (const header of ['localhost', 'LOCALHOST:4710', 'localhost.:1', '127.0.0.1', '127.0.0.1:65535', '[::1]', '[::1]:8080']) {
      expect(isOwnHost(header, '127.0.0.1'), header).toBe(true)
    }
    expect(isOwnHost('127.0.0.2:1', '127.0.0.2')).toBe(true)
  })

  it('refuses every other, however close', () => {
    const foreign = [
      undefined, '', ' ', ':4710', 'evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:4710', 'a@localhost',
      'localhost@evil', 'localhost:4710:1', 'localhost, evil', '127.0.0.1:x', '127.0.0.2', '0.0.0.0', '[::]', '::1', '[::1', 'localhost/evil',
      '2130706433', '0x7f.1', '192.168.0.1'
    ]
    for (const header of foreign) expect(isOwnHost(header, '127.0.0.1'), header).toBe(false)
  })
})

it('tells addresses that only this machine reaches', () => {
  for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost', 'LocalHost']) expect(isLoopback(host), host).toBe(true)
  for (const host of ['0.0.0.0', '::', '192.168.0.1', '127.0.0.1.example', '127.example']) expect(isLoopback(host), host).toBe(false)
})

describe('takesGzip', () => {
  it.each([
    [undefined, false], ['', false], ['gzip', true], ['deflate, GZIP;q=0.5, br', true], ['*', true], ['*;q=0', false], ['gzip;q=0', false],
    ['gzip;q=0.0, *', false], ['gzip; q=1', true], ['identity', false], ['xgzip', false], ['gzip;q=x', false], ['br, *;q=0.1', true]
  ])('%s: %s', (header, takes) => expect(takesGzip(header)).toBe(takes))
})

it('knows a version again', () => {
  for (const header of ['"a"', 'W/"a"', '"b", "a"', '*', ' "a" ']) expect(matches(header, '"a"'), header).toBe(true)
  for (const header of [undefined, '', 'a', '"b"', '"A"']) expect(matches(header, '"a"'), header).toBe(false)
})

describe('pageHeaders', () => {
  const policy = (embed: boolean): Map<string, string> =>
    new Map(pageHeaders(embed)['Content-Security-Policy']!.split('; ').map(part => {
      const [name, ...sources] = part.split(' ')
      return [name!, sources.join(' ')]
    }))

  it('isolates the page and lets it load nothing but its own', () => {
    expect(pageHeaders(false)).toMatchObject({
      'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer'
    })
    expect(policy(false).get('default-src')).toBe("'none'")
    expect(policy(false).get('script-src')).toBe("'self' 'wasm-unsafe-eval'")
    expect(policy(false).get('frame-ancestors')).toBe("'self'")
    expect(pageHeaders(false)['Content-Security-Policy']).not.toMatch(/unsafe-inline|unsafe-eval'? 'unsafe|\*|https?:/)
  })

  it('widens with embed only who may hold the page, not what it may do', () => {
    const [closed, open] = [policy(false), policy(true)]
    expect(open.has('frame-ancestors')).toBe(false)
    closed.delete('frame-ancestors')
    expect(open).toEqual(closed)
    const widened = { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }
    const { 'Content-Security-Policy': _, ...rest } = pageHeaders(false)
    expect(pageHeaders(true)).toMatchObject({ ...rest, ...widened })
  })
})

it('sends what docs/lab.md tells hosts of the folder to send', () => {
  const text = readFileSync(new URL('../../docs/lab.md', import.meta.url), 'utf8')
  const listed = /```text\n(Cross-Origin[^]*?)```/.exec(text)![1]!.trimEnd().split('\n').map(line => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])
  expect(Object.fromEntries(listed)).toEqual(pageHeaders(false))
})
