import { effect, signal } from '@preact/signals'
import { InputError, type Mistake } from '../../errors/index.ts'
import { toUrl, type Experiment } from '../../experiment/index.ts'
import { experiment, open } from '../state/lab.ts'
import { experimentOfHash, splitHash } from '../state/opening.ts'
import { part } from '../state/parts.ts'
import { embedded, hidden, language, scheme, type Language } from '../state/settings.ts'
import { switchTo } from '../words/pack.ts'
import { followHidden } from './hide.ts'

/** What is wrong with the address, until it is right again: at load the book's network stands in, later the experiment stays. */
export const badLink = signal<{ readonly mistake: Mistake; readonly kept: boolean } | null>(null)

/** Changes that come faster than this, as from a slider, are one entry of the browser's history. */
const ONE_ENTRY = 1000

const inFrame = part(() => import('./in-frame.ts'))

/** The page's experiment as a query, and when the address last got one. */
let query = ''
let writtenAt = -Infinity

/** The address always holds the experiment on the page; an address that is changed opens what it holds. Once, after the first `open`. */
export function followHash(): void {
  applyOwn(setLanguage)
  followHidden()
  if (window.parent !== window) void inFrame.load().then(({ speakToHolder }) => speakToHolder())
  query = toUrl(experiment.peek())
  if (splitHash(location.hash).query !== '') read(false)
  let before = experiment.peek()
  effect(() => {
    const now = experiment.value
    if (JSON.stringify(now) === JSON.stringify(before)) return
    const live = asOpened(now) === asOpened(before)
    before = now
    const next = toUrl(now)
    if (next === query) return
    query = next
    badLink.value = null
    write(live)
  })
  effect(() => {
    const { own } = splitHash(location.hash)
    const overruled = [own.get('lang') ?? language.value, own.get('scheme') ?? scheme.value].join() !== [language.value, scheme.value].join()
    if (overruled && !badLink.peek()) write(true)
  })
  addEventListener('hashchange', () => {
    applyOwn(next => void switchTo(next, setLanguage))
    read(true)
  })
}

/** Puts the experiment on the page back into an address that could not be read. */
export function mendLink(): void {
  badLink.value = null
  write(true)
}

/** The parts that a run cannot change while it goes on: a new value is a new experiment, and an entry of its own in the history. */
function asOpened(one: Experiment): string {
  const { changes: _, epochs: __, ...training } = one.training
  return JSON.stringify({ ...one, training })
}

function write(replace: boolean): void {
  const own = [...splitHash(location.hash).own]
    .filter(([key, value]) => !(key === 'lang' && value !== language.peek()) && !(key === 'scheme' && value !== scheme.peek()))
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  const hash = `#${[query, ...own].join('&')}`
  if (hash === location.hash) return
  const now = performance.now()
  if (replace || now - writtenAt < ONE_ENTRY) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  if (!replace) writtenAt = now
}

/** Opens what the address holds, unless the page has it already; an address that cannot be read changes nothing on the page. */
function read(kept: boolean): void {
  try {
    const asked = experimentOfHash(location.hash)
    badLink.value = null
    const next = toUrl(asked)
    if (next === query) return
    query = next
    open(asked)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    badLink.value = { mistake: error.mistake, kept }
  }
}

const setLanguage = (next: Language): void => void (language.value = next)

function applyOwn(speak: (next: Language) => void): void {
  const { own } = splitHash(location.hash)
  embedded.value = own.get('embed') === '1'
  const hide = new Set((own.get('hide') ?? '').split(',').filter(name => name !== ''))
  if (embedded.value) hide.add('header').add('footer')
  hidden.value = hide
  const lang = own.get('lang')
  if (lang === 'en' || lang === 'zh') speak(lang)
  const colours = own.get('scheme')
  if (colours === 'light' || colours === 'dark' || colours === 'auto') scheme.value = colours
}
