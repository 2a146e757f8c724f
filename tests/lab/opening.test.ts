import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

/** Of the network: every neuron's, negative ones in a path of their own. */
async function bars(page: Page): Promise<number> {
  const drawn = page.locator('.panel-network svg .ds-bar')
  await drawn.first().waitFor()
  return drawn.evaluateAll(paths => paths.reduce((sum, path) => sum + path.getAttribute('d')!.split('M').length - 1, 0))
}

describe('the page as it opens', () => {
  it('draws the book’s network without a click, and one filled button', () => withLab({}, async page => {
    await untilPhase(page, 'ready')
    expect(await bars(page)).toBeGreaterThanOrEqual(60) // of 70; those shorter than a pixel are left out
    expect(await page.locator('button.filled').allInnerTexts()).toEqual([shell.en.run.play])
  }))
})
