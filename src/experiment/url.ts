import type { Experiment } from './document.ts'
import * as LIMITS from './limits.ts'
import { minimal } from './minimal.ts'
import { PLACES, type Place } from './paths.ts'
import { brief, didYouMean, mistake } from './problem.ts'
import { readValue, writeValue } from './url-value.ts'
import { resolve } from './resolve.ts'

const KEYS = PLACES.map(({ key }) => key)
/** 2,001 widths of nine digits and two names of 4,096 characters, each up to nine when percent-encoded, fit well. */
const LONGEST = 200_000

interface Tree { [key: string]: unknown }

function valueAt(tree: unknown, path: readonly string[]): unknown {
  let here: unknown = tree
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as Tree)[key]
  }
  return here
}

/** Paths come from PLACES, never from the query, so that no key of a stranger's reaches an object. */
function put(tree: Tree, path: readonly string[], value: unknown): void {
  const last = path.at(-1)!
  let here = tree
  for (const key of path.slice(0, -1)) here = (here[key] ??= {}) as Tree
  here[last] = value
}

/**
 * The experiment as the query of a URL, without the question mark: `v=1&net=784-30-30-10&act=tanh&lr=0.5`.
 * Keys are those of `FIELDS`, in that order but for `net`, which comes first; what a default brings back is left out; numbers are written
 * so that they read back exactly; texts are percent-encoded. `fromUrl(toUrl(e))` equals `e` for every resolved experiment.
 */
export function toUrl(experiment: Experiment): string {
  const short = minimal(experiment)
  const pairs: string[] = []
  for (const field of PLACES) {
    const value = valueAt(short, field.path.split('.'))
    if (value === undefined) continue
    const pair = `${field.key}=${writeValue(field.type, value)}`
    if (field.path === 'network.layers') pairs.unshift(pair)
    else pairs.push(pair)
  }
  return [`v=1`, ...pairs].join('&')
}

function decoded(text: string, where: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw mistake({ where, expected: 'percent-encoded UTF-8', got: brief(text) })
  }
}

function fieldNamed(key: string): Place {
  const field = PLACES.find(f => f.key === key)
  if (field) return field
  const expected = `one of the keys v, ${KEYS.join(', ')}`
  throw mistake({ where: 'url', expected, got: `the unknown key ${brief(key)}`, remedy: didYouMean(key, KEYS) })
}

/** The pairs of a query, each key once. Accepts a whole URL, and a leading `?` or `#`. */
function pairsOf(url: string): [string, string][] {
  const tail = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^?#]*/i, '')
  const query = tail.startsWith('#') ? tail.slice(1) : tail.replace(/^\?/, '').replace(/#.*$/s, '')
  const seen = new Set<string>()
  return query.split('&').filter(part => part !== '').map(part => {
    const [rawKey, ...rest] = part.split('=')
    const key = decoded(rawKey!, 'url')
    if (seen.has(key)) {
      throw mistake({ where: 'url', expected: 'every key once', got: `${brief(key)} again` })
    }
    seen.add(key)
    return [key, decoded(rest.join('='), `url key ${brief(key)}`)]
  })
}

/**
 * The experiment of a query written by `toUrl` (or by hand, in any order). Refuses unknown and repeated keys, another version,
 * malformed values, and everything `resolve` refuses, as an `InputError`. A query without `v` is read as version 1.
 */
export function fromUrl(query: string): Experiment {
  if (typeof query !== 'string' || query.length > LONGEST) {
    const got = typeof query === 'string' ? `${query.length} characters` : brief(query)
    throw mistake({ where: 'url', expected: `a text of at most ${LONGEST} characters`, got })
  }
  const tree: Tree = {}
  for (const [key, text] of pairsOf(query)) {
    if (key === 'v') {
      if (text === '1') continue
      throw mistake({ where: 'url key "v"', expected: '1, the only version so far', got: brief(text) })
    }
    const { path, type } = fieldNamed(key)
    put(tree, path.split('.'), readValue(type, text, `url key "${key}" (${path})`, LIMITS.layers + 1))
  }
  if (!('network' in tree && Object.hasOwn(tree['network'] as Tree, 'layers'))) {
    throw mistake({ where: 'url', expected: 'the key net, such as net=784-30-10', got: brief(query) })
  }
  return resolve(tree)
}
