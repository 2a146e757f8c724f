import { describe, expect, inject, it } from 'vitest'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'
import { openShare, share, shared } from './harness/share.ts'

useBrowser()

const QUERY = 'v=1&net=2-4-2&data=xor&train=60&val=20&batch=7&epochs=5&seed=3'
const hashOf = (url: string): string => new URL(url).hash.slice(1)

describe('the address', () => {
  it('is the whole experiment, follows it, and goes back and forward', () => withLab({ hash: QUERY }, async page => {
    await untilPhase(page, 'ready')
    await page.waitForTimeout(1100) // what comes within a second is one entry of the history
    await page.getByRole('button', { name: shell.en.run.newSeed }).click()
    await expect.poll(() => hashOf(page.url())).toMatch(/seed=4$/)
    await page.goBack()
    await expect.poll(() => hashOf(page.url())).toBe(QUERY)
    expect((await shared(page)).link).toBe(`${inject('stage').plain}#${QUERY}`)
    await page.goForward()
    expect((await shared(page)).link).toMatch(/seed=4$/)
  }))

  it('that cannot be read says so, and the run on the page goes on', () => withLab({ hash: QUERY }, async page => {
    await page.getByRole('button', { name: shell.en.run.epoch, exact: true }).click()
    await untilPhase(page, 'paused')
    await page.evaluate(() => (location.hash = 'v=1&net=2-4-2&data=xor&lr=fast'))
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain(share.en.badLinkKept)
    expect(await alert.innerText()).toContain('lr')
    await untilPhase(page, 'paused')
    await page.getByRole('button', { name: share.en.badLinkMend }).click()
    expect(hashOf(page.url())).toBe(QUERY)
    expect(await alert.count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('charts')
    await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
  }))

  it('that was never readable brings the book’s network, and stays to be mended', () => withLab({ hash: 'v=1&net=784-thirty-10&lang=%' }, async page => {
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain(share.en.badLinkBook)
    await untilPhase(page, 'ready')
    expect(page.url()).toContain('thirty')
    expect((await shared(page)).link).toContain('net=784-30-30-10')
  }))

  it('may set the language and the colours, which a choice on the page overrules', () => withLab({ hash: `${QUERY}&lang=zh&scheme=dark` }, async page => {
    await untilPhase(page, 'ready')
    expect(await page.locator('html').getAttribute('data-scheme')).toBe('dark')
    await page.getByLabel(shell.zh.language).selectOption('en')
    await expect.poll(() => hashOf(page.url())).toBe(`${QUERY}&scheme=dark`)
  }))
})

describe('copying', () => {
  it('puts link and command into the clipboard', () => withLab({ hash: QUERY, permissions: ['clipboard-read', 'clipboard-write'] }, async page => {
    await openShare(page)
    for (const [name, expected] of [[share.en.copyLink, `${inject('stage').plain}#${QUERY}`], [share.en.copyCommand, `npx deltascope run '${QUERY}'`]] as const) {
      await page.getByRole('button', { name }).click()
      await page.getByText(share.en.copied, { exact: true }).last().waitFor()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(expected)
    }
  }))

  it('selects the text where the clipboard is closed', () => withLab({
    hash: QUERY, prepare: page => page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  }, async page => {
    await openShare(page)
    await page.getByRole('button', { name: share.en.copyLink }).click()
    await page.getByText(share.en.selected).waitFor()
    expect(await page.evaluate(() => {
      const field = document.activeElement as HTMLInputElement
      return field.value.slice(field.selectionStart!, field.selectionEnd!)
    })).toBe(`${inject('stage').plain}#${QUERY}`)
  }))
})
