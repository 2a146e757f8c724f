import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { goTo, neverIdle, settled, shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'
import { openShare } from './harness/share.ts'
import { isAlike, textsOf } from './harness/texts.ts'

useBrowser()

const SMALL = 'v=1&net=2-4-2&data=xor&train=60&val=0&batch=6&epochs=5'
const { missing } = shell.en
const note = (page: Page) => page.locator('.missing')
/** What nobody has put into Chinese. */
const english = async (page: Page): Promise<readonly string[]> =>
  (await textsOf(page)).filter(text => !/\p{Script=Han}/u.test(text) && !isAlike(text))
/** Until nothing more is fetched. */
const quiet = (page: Page): Promise<number> => settled(() => page.evaluate(() => performance.getEntriesByType('resource').length), 2500)
const chooseChinese = (page: Page): Promise<unknown> => page.locator('.top select').first().selectOption('zh')

it('needs no connection once it has been idle', async () => {
  await withLab({ hash: SMALL }, async page => {
    await untilPhase(page, 'ready')
    await quiet(page)
    await page.context().setOffline(true)
    await openShare(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.locator('dialog[open] kbd').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.headline button').first().click()
    await page.locator('dialog[open] math').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: shell.en.stories, exact: true }).click()
    await page.locator('.picker').waitFor()
    await page.keyboard.press('Escape')
    await chooseChinese(page)
    await page.getByText(shell.zh.tagline).waitFor()
    // Sentences follow at a pace of their own.
    await expect.poll(() => english(page), { timeout: 5000 }).toEqual([])
  })
})

it('says that a part could not be loaded, stays in one language, and loads both when the connection is back', async () => {
  await withLab({ hash: SMALL, prepare: neverIdle }, async page => {
    await untilPhase(page, 'ready')
    await quiet(page)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: /^Share/ }).click()
    await note(page).waitFor()
    expect(await note(page).innerText()).toBe(`${missing.says} ${missing.again}`)
    await chooseChinese(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('.top select').first().inputValue()).toBe('en')
    await page.context().setOffline(false)
    await page.getByRole('dialog').waitFor()
    await page.getByText(shell.zh.tagline).waitFor()
    expect(await note(page).count()).toBe(0)
  })
})

it('tries again when asked to, and offers to reload where the browser keeps a failure', async () => {
  await withLab({ hash: SMALL, prepare: neverIdle, expected: /Failed to load resource|ERR_FAILED/ }, async page => {
    await untilPhase(page, 'ready')
    await quiet(page)
    // Answers are good for two seconds.
    await page.waitForTimeout(2100)
    await page.route('**/*', route => (route.request().method() === 'HEAD' ? route.abort() : route.continue()))
    await page.keyboard.press('?')
    await note(page).getByRole('button', { name: missing.again }).waitFor()
    await page.unrouteAll()
    await note(page).getByRole('button').click()
    await page.locator('dialog[open] kbd').first().waitFor()
    await page.keyboard.press('Escape')
    await page.route('**/share-dialog-*', route => route.abort())
    await page.getByRole('button', { name: /^Share/ }).click()
    await note(page).getByRole('button', { name: missing.reload }).waitFor()
    await page.unrouteAll()
    await note(page).getByRole('button').click()
    await untilPhase(page, 'ready')
    await openShare(page)
  })
})

it('says in its own words that a kind of data needs the server', async () => {
  await withLab({ hash: SMALL, expected: /ERR_INTERNET_DISCONNECTED/ }, async page => {
    await untilPhase(page, 'ready')
    await quiet(page)
    await page.context().setOffline(true)
    await goTo(page, 'v=1&net=784-30-784&data=curves&train=50&val=0&epochs=2')
    await page.getByRole('alert').getByText(missing.says).waitFor()
  })
})
