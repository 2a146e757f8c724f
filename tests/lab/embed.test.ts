import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { CONTROLS, PARTS } from '../../src/lab/share/parts.ts'
import { english as views } from '../../src/lab/words/views.en.ts'
import { settled, shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

const QUERY = 'v=1&net=2-4-2&data=xor&train=60&val=20&batch=7&epochs=5&seed=3'

/** A lesson on a site of its own: another origin than the lab's. */
let lesson: Server
let url = ''
beforeAll(async () => {
  const { embeddable } = inject('stage')
  lesson = createServer((request, response) => {
    const markup = decodeURIComponent(new URL(request.url!, 'http://x').search.slice(1))
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Lesson</title><h1>Lesson</h1>
      <script type="module" src="${embeddable}deltascope-lab.js"></script>${markup}
      <script>heard = []; for (const name of ['deltascope-change', 'deltascope-end']) addEventListener(name, e => heard.push([name, e.detail]))</script></html>`)
  })
  await new Promise<void>(done => lesson.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(lesson.address() as AddressInfo).port}/`
})
afterAll(() => lesson.close())

function withLesson(markup: string, test: (page: Page, lab: FrameLocator) => Promise<void>): Promise<void> {
  const { embeddable } = inject('stage')
  return withLab({ url: `${url}?${encodeURIComponent(markup)}`, origins: [new URL(embeddable).origin] }, page => test(page, page.frameLocator('iframe')))
}

type Heard = [string, { readonly experiment: string; readonly fingerprint?: string }][]
const heard = (page: Page): Promise<Heard> => page.evaluate(() => (globalThis as unknown as { heard: Heard }).heard)

describe('<deltascope-lab>', () => {
  it('shows the experiment without what is hidden, as tall as it is, and tells of changes and ends', () =>
    withLesson(`<deltascope-lab experiment="${QUERY}" hide="network"></deltascope-lab>`, async (page, lab) => {
      await lab.getByRole('button', { name: shell.en.run.play, exact: true }).click()
      await untilPhase(lab, 'over')
      const headings = await lab.getByRole('heading').allInnerTexts()
      expect(headings).toContain(views.speed.title)
      expect(headings).not.toContain(views.network.title)
      expect(await lab.locator('.top, .panel-network').count()).toBe(0)
      await expect.poll(() => heard(page).then(all => all.at(-1)?.[0])).toBe('deltascope-end')
      const [, { experiment, fingerprint }] = (await heard(page)).at(-1)!
      expect(experiment).toBe(QUERY)
      expect(fingerprint).toMatch(/^[0-9a-f]{12,}$/)
      const element = page.locator('deltascope-lab')
      expect(await element.evaluate((lab: HTMLElement & { fingerprint?: string }) => lab.fingerprint)).toBe(fingerprint)
      // Both anew each time: parts of the page come on demand, and it grows.
      const body = (): Promise<number> => lab.locator('body').evaluate(all => Math.ceil(all.getBoundingClientRect().height))
      await expect.poll(async () => (await element.boundingBox())!.height - await body()).toBe(0)
    }))

  it('follows its attributes: a new experiment opens, the rest leaves what is there', () =>
    withLesson(`<deltascope-lab experiment="${QUERY}"></deltascope-lab>`, async (page, lab) => {
      await lab.getByRole('button', { name: shell.en.run.epoch, exact: true }).click()
      await untilPhase(lab, 'paused')
      const element = page.locator('deltascope-lab')
      await element.evaluate(lab => lab.setAttribute('lang', 'zh-Hans'))
      await untilPhase(lab, 'paused')
      await element.evaluate((lab: HTMLElement & { experiment?: string }, query) => (lab.experiment = query), QUERY.replace('seed=3', 'seed=9'))
      await untilPhase(lab, 'ready')
      expect((await heard(page)).at(-1)).toEqual(['deltascope-change', { experiment: QUERY.replace('seed=3', 'seed=9') }])
      await lab.getByRole('link', { name: shell.zh.openInLab }).waitFor()
      expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
    }))

  it('takes no message from another window, and gives none of its own to a stranger', () =>
    withLesson(`<deltascope-lab experiment="${QUERY}"></deltascope-lab>`, async (page, lab) => {
      await untilPhase(lab, 'ready')
      await page.evaluate(() => {
        for (const message of [{ deltascope: 'height', height: 12 }, { deltascope: 'end', experiment: 'x', fingerprint: 'y', end: 'done' }, null, 7]) postMessage(message, '*')
      })
      await page.waitForTimeout(100)
      expect((await page.locator('deltascope-lab').boundingBox())!.height).toBeGreaterThan(100)
      expect((await heard(page)).filter(([name]) => name === 'deltascope-end')).toEqual([])
    }))
})

describe('hide', () => {
  it('takes each part and each control off the page', () => withLab({ hash: QUERY }, async page => {
    await untilPhase(page, 'ready')
    await page.locator('[data-path]').first().waitFor()
    const shown = (): Promise<number> => page.evaluate(() => [...document.querySelectorAll('#lab *')].filter(one => one.checkVisibility()).length)
    const goTo = (hash: string): Promise<unknown> => page.evaluate(to => (location.hash = to), hash)
    for (const part of [...PARTS, ...CONTROLS, 'lr', 'act', 'val']) {
      // Parts of the page come on demand, also between the two counts, which are then taken again.
      await expect.poll(async () => {
        await goTo(QUERY)
        await page.locator('[data-path]').first().waitFor()
        const all = await settled(shown, 120)
        await goTo(`${QUERY}&hide=${part}`)
        return all - await settled(shown, 120)
      }, { message: part }).toBeGreaterThan(0)
    }
  }))
})
