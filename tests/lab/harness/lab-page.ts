import { chromium, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from 'playwright-core'
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

/**
 * Opens the lab in a browser of its own (nothing stored), hands it to the test, and then fails if the page ever complained on its
 * console, threw, asked another origin for something, or was refused something.
 */
export async function withLab(options: LabOptions, test: (page: Page) => Promise<void>): Promise<void> {
  const { language = 'en', hash = '', url = inject('stage').plain, origins = [], expected, prepare, ...context } = options
  const opened = await browser!.newContext({ locale: language === 'zh' ? 'zh-CN' : 'en-US', ...context })
  try {
    const page = await opened.newPage()
    page.setDefaultTimeout(30_000)
    const complaints = watch(page, [new URL(url).origin, ...origins], expected)
    await prepare?.(page)
    await page.goto(hash === '' ? url : `${url}#${hash}`)
    await test(page)
    if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`)
  } finally {
    await opened.close()
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

/** Waits until the run stands so. */
export async function untilPhase(page: Page | FrameLocator, phase: keyof typeof english.phase, timeout = 30_000): Promise<void> {
  await page.locator(`html[data-phase=${phase}]`).waitFor({ state: 'attached', timeout })
}
