import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from './harness/axe.ts'
import { goTo, openLab, useBrowser, withLab, type Language, type LabOptions, type OpenLab } from './harness/lab-page.ts'
import { JOURNEYS } from './harness/states.ts'
import { isAlike, textsOf } from './harness/texts.ts'

useBrowser()

/** Between them: both languages, both colour schemes, the narrowest and an ordinary window. */
const LOOKS = {
  en: { language: 'en', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  zh: { language: 'zh', colorScheme: 'dark', viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }
} as const satisfies Record<Language, LabOptions>

/** What could be read in each state. */
const texts = { en: new Map<string, readonly string[]>(), zh: new Map<string, readonly string[]>() }
const journeys = Object.entries(JOURNEYS)

/** One page for all journeys: each begins with an address of its own, as by a click on a link. */
describe.each(['en', 'zh'] as const)('no fault that axe finds, nothing beyond the window: %s', language => {
  const { viewport } = LOOKS[language]
  let lab: OpenLab
  beforeAll(async () => {
    lab = await openLab({ ...LOOKS[language], hash: journeys[0]![1].hash, reducedMotion: 'reduce' })
  })
  afterAll(() => lab?.close())

  it.each(journeys)('%s', async (journey, { hash, states }) => {
    const { page, check } = lab
    await goTo(page, hash)
    for (const [name, { within, arrive }] of Object.entries(states)) {
      await arrive(page, language)
      expect(await faultsOf(page, within, language !== 'en'), name).toEqual([])
      // As narrow as it may be, and then as it was.
      for (const width of new Set([320, viewport.width])) {
        if (viewport.width > 320) await page.setViewportSize({ ...viewport, width })
        expect(await overflowing(page), `${name}, ${width} px wide`).toEqual([])
      }
      texts[language].set(`${journey}: ${name}`, await textsOf(page))
    }
    await closeAll(page)
    check()
  })
})

describe('nothing is said in the other language', () => {
  it.each(journeys)('%s', (journey, { states }) => {
    for (const name of Object.keys(states).map(state => `${journey}: ${state}`)) {
      const [english, chinese] = [texts.en.get(name) ?? [], texts.zh.get(name) ?? []]
      expect(Math.min(english.length, chinese.length), name).toBeGreaterThan(5)
      expect(chinese.filter(text => english.includes(text) && !isAlike(text)), name).toEqual([])
      expect(english.filter(text => /\p{Script=Han}/u.test(text) && !isAlike(text)), name).toEqual([])
    }
  })
})

/** Leaves the page to the next journey. */
async function closeAll(page: Page): Promise<void> {
  while (await page.locator('dialog[open]').count() > 0) await page.keyboard.press('Escape')
}

/** What reaches beyond the window's right edge, where that makes the page scroll sideways. */
async function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // Pictures follow a new width with the next frame.
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame)
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    return [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > clientWidth + 1).slice(0, 5)
      .map(one => `${one.tagName.toLowerCase()}.${one.getAttribute('class')} ends at ${Math.round(one.getBoundingClientRect().right)} of ${clientWidth}`)
  })
}

describe('these tests themselves', () => {
  const bad = '<!doctype html><html><title></title><body><div style="width:2000px"><img src="data:,"><input><button></button><p style="color:#bbb">pale</p><div role="slider">x</div>'
  it('find what is wrong with a bad page', () => withLab({ url: `data:text/html,${encodeURIComponent(bad)}`, viewport: { width: 320, height: 600 } }, async page => {
    const faults = await faultsOf(page)
    for (const rule of ['image-alt', 'label', 'button-name', 'html-has-lang', 'document-title', 'aria-required-attr', 'color-contrast']) {
      expect(faults.some(fault => fault.startsWith(`${rule}:`)), rule).toBe(true)
    }
    expect(await overflowing(page)).not.toEqual([])
  }))

  it('tell a word from a formula', () => {
    for (const text of ['∂C/∂b', '‖δ‖', '784 × 30', '10⁻³', 'ReLU', 'b = −1.5', 'x₁', 'Δz₁', '|wσ′(wa + b)|', 'NaN · NaN']) expect(isAlike(text), text).toBe(true)
    for (const text of ['Play', 'layer 1', 'One epoch', 'speed of learning', 'ok', 'C of x is']) expect(isAlike(text), text).toBe(false)
  })
})
