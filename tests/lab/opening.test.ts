import { describe, expect, it } from 'vitest'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

describe('the page as it opens', () => {
  it('draws the book’s network without a click, and one filled button', () => withLab({}, async page => {
    await page.locator('svg .ds-bar').filter({ visible: true }).first().waitFor()
    await untilPhase(page, 'ready')
    await expect.poll(() => page.locator('svg .ds-bar').filter({ visible: true }).count()).toBeGreaterThanOrEqual(60)
    expect(await page.locator('button.filled').allInnerTexts()).toEqual([shell.en.run.play])
  }))
})
