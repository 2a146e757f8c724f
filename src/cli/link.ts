import { toUrl, type Experiment } from '../experiment/index.ts'
import { shown } from '../errors/index.ts'
import { usage } from './exit.ts'

/** What the page keeps in its address beside the experiment; nothing that a run depends on. */
const PAGE_KEYS = ['embed', 'hide', 'story', 'lang', 'scheme']

/**
 * The experiment's query in a link: an address as a browser shows it (http, https, or file for the page that is one file), what
 * follows its # or ?, or the query itself. Undefined when the argument is no link.
 */
export function queryOf(argument: string): string | undefined {
  const address = /^(?:https?|file):\/\/[^?#]*(?:\?([^#]*))?(?:#(.*))?$/i.exec(argument)
  if (address) {
    const query = [address[2], address[1]].find(part => part?.includes('='))
    const own = query === undefined ? '' : ownPart(query)
    if (own === '') throw usage('EXPERIMENT', 'a link with an experiment after its #', shown(argument), 'Copy the page\'s whole address')
    return own
  }
  if (/^[?#]/.test(argument)) return ownPart(argument.slice(1))
  return /^[a-z0-9]+=/i.test(argument) ? ownPart(argument) : undefined
}

const ownPart = (query: string): string =>
  query.split('&').filter(pair => !PAGE_KEYS.includes(pair.split('=', 1)[0]!)).join('&')

/** A word as a POSIX shell takes it. */
export const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

/** The line that shows this experiment live: same document, same bytes. A quote is encoded, so that PowerShell reads the line as well. */
export const labLine = (experiment: Experiment): string => `lab: deltascope lab '${toUrl(experiment).replaceAll("'", '%27')}'`
