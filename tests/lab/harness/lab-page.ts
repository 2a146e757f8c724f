import { chromium, type Browser, type BrowserContextOptions, type FrameLocator, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { english } from '../../../src/lab/words/shell.en.ts'
import { chinese } from '../../../src/lab/words/shell.zh.ts'

export type Language = 'en' | 'zh'
export const shell = { en: english, zh: chinese }

export interface LabOptions extends BrowserContextOptions {
  readonly language?: Language
  /** After the `#`. */
  readonly hash?: string
  /** Instead of the lab's own page. */
  readonly url?: string
  /** Requests to these origins are none of strangers'. */
  readonly origins?: readonly string[]
  /** Console messages that the test itself brings about. */
  readonly expected?: RegExp
  /** Runs before the page is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

let browser: Browser | undefined

/** To be called once at the top of each file of browser tests. */
export function useBrowser(): void {
  beforeAll(async () => {
    const { trouble, browser: endpoint } = inject('stage')
    if (trouble) throw new Error(trouble)
    browser = await chromium.connect(endpoint)
  })
  afterAll(() => browser?.close())
}

/** The lab, open in a browser of its own. */
export interface OpenLab {
  readonly page: Page
  /** Fails if the page ever complained on its console, threw, asked another origin for something, or was refused something. */
  readonly check: () => void
  readonly close: () => Promise<void>
}

/** Opens the lab in a browser of its own, with nothing stored. */
export async function openLab(options: LabOptions): Promise<OpenLab> {
  const { language = 'en', hash = '', url = inject('stage').plain, origins = [], expected, prepare, ...context } = options
  const opened = await browser!.newContext({ locale: language === 'zh' ? 'zh-CN' : 'en-US', ...context })
  const page = await opened.newPage()
  page.setDefaultTimeout(30_000)
  const complaints = watch(page, [new URL(url).origin, ...origins], expected)
  await prepare?.(page)
  await page.goto(hash === '' ? url : `${url}#${hash}`)
  const check = (): void => {
    if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`)
  }
  return { page, check, close: () => opened.close() }
}

/** Opens the lab, hands it to the test, and checks it then. */
export async function withLab(options: LabOptions, test: (page: Page) => Promise<void>): Promise<void> {
  const lab = await openLab(options)
  try {
    await test(lab.page)
    lab.check()
  } finally {
    await lab.close()
  }
}

/** Another address after the `#` of an open page, as by a click on a link; until the page knows of it. Cheaper than a page load by far. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate(to => new Promise(resolve => {
    if (location.hash === `#${to}`) return resolve(null)
    addEventListener('hashchange', resolve, { once: true })
    location.hash = to
  }).then(() => null), hash)
}

/** The value that stays: pictures follow the run at a pace of their own, and parts beyond the first screen come after the first drawing. */
export async function settled<T>(read: () => Promise<T>, apart = 250): Promise<T> {
  for (let before = await read(); ;) {
    await new Promise(done => setTimeout(done, apart))
    const now = await read()
    if (now === before) return now
    before = now
  }
}

/** What no page of ours may do, collected as it happens. */
export function watch(page: Page, origins: readonly string[], expected?: RegExp): readonly string[] {
  const complaints: string[] = []
  const complain = (text: string): void => {
    if (!expected?.test(text)) complaints.push(text)
  }
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complain(`console ${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', error => complain(`page error: ${error.stack ?? error.message}`))
  page.on('request', request => {
    const url = new URL(request.url())
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && !origins.includes(url.origin)) complain(`foreign request: ${request.url().slice(0, 200)}`)
  })
  page.on('response', response => {
    if (response.status() >= 400) complain(`${response.status()}: ${response.url()}`)
  })
  return complaints
}

/** The first number that it shows. */
export async function numberIn(shown: Locator): Promise<number> {
  return Number(/\d[\d.,]*/.exec(await shown.innerText())?.[0].replaceAll(',', ''))
}

/** For `prepare`: a page that is never idle fetches nothing before it is asked for. */
export const neverIdle = (page: Page): Promise<unknown> => page.addInitScript(() => void (globalThis.requestIdleCallback = () => 0))

/** Waits until the run stands so. */
export async function untilPhase(page: Page | FrameLocator, phase: keyof typeof english.phase, timeout = 30_000): Promise<void> {
  await page.locator(`html[data-phase=${phase}]`).waitFor({ state: 'attached', timeout })
}
