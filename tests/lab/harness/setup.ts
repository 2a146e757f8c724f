import type { TestProject } from 'vitest/node'
import { reasonOf, startChromium } from './chromium.ts'
import { startSite } from './server.ts'

/** Where the tests find what one process started for all of them; `trouble` is why there is nothing, in one line. */
export interface Stage {
  readonly browser: string
  readonly plain: string
  /** Served for frames on other pages. */
  readonly embeddable: string
  readonly trouble: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    stage: Stage
  }
}

/** Starts the browser and the lab once for all files. A failure is told by the tests themselves, so that the others still run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const started: (() => Promise<unknown>)[] = []
  const keep = <T>(thing: T, end: () => Promise<unknown>): T => {
    started.push(end)
    return thing
  }
  const finish = async (): Promise<void> => {
    for (const end of started.reverse()) await end()
  }
  try {
    const [browser, plain, embeddable] = await Promise.all([
      startChromium().then(server => keep(server, () => server.close())),
      startSite().then(site => keep(site, site.stop)),
      startSite('--embed').then(site => keep(site, site.stop))
    ])
    project.provide('stage', { browser: browser.wsEndpoint(), plain: plain.url, embeddable: embeddable.url, trouble: '' })
  } catch (error) {
    project.provide('stage', { browser: '', plain: '', embeddable: '', trouble: reasonOf(error) })
  }
  return finish
}
