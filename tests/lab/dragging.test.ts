import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { english } from '../../src/lab/words/controls.en.ts'
import { fromUrl, type Experiment } from '../../src/experiment/index.ts'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

const HASH = 'v=1&net=2-5-20-100-2&data=xor&train=60&val=0&batch=10&epochs=50'
const TOUCH = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const
const held = (page: Page): Experiment => fromUrl(new URL(page.url()).hash.slice(1))
const layers = (page: Page): readonly number[] => held(page).network.layers
const rows = (page: Page): Locator => page.locator('.build .rows li')

/** Waits for the build panel; on a narrow screen opens it first. */
async function build(page: Page): Promise<void> {
  await untilPhase(page, 'ready')
  const panel = page.locator('.build > details')
  if (!(await panel.evaluate(one => (one as HTMLDetailsElement).open))) await panel.locator('> summary').click()
  await rows(page).nth(2).waitFor()
}

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

async function boxOf(part: Locator): Promise<Box> {
  await part.scrollIntoViewIfNeeded()
  return (await part.boundingBox())!
}

type Point = readonly [x: number, y: number]
/** How a pointer of some kind goes from one point to others and lets go. */
type Drag = (page: Page, ...points: readonly Point[]) => Promise<void>

const byMouse: Drag = async (page, [x, y], ...others) => {
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (const point of others) await page.mouse.move(...point, { steps: 6 })
  await page.mouse.up()
}

/** By the browser's own input, as a finger: the page may scroll it away, as it may on a phone. */
const byTouch: Drag = async (page, first, ...others) => {
  const client = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]): Promise<unknown> =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) })
  await send('touchStart', [first])
  let [x, y] = first
  for (const [toX, toY] of others) {
    for (let i = 1; i <= 6; i++) await send('touchMove', [[x + ((toX - x) * i) / 6, y + ((toY - y) * i) / 6]])
    ;[x, y] = [toX, toY]
  }
  await send('touchEnd', [])
  await client.detach()
}

const middle = ({ x, y, width, height }: Box): Point => [x + width / 2, y + height / 2]

describe.each([['the mouse', byMouse, {}], ['a finger', byTouch, TOUCH]] as const)('by %s', (_, drag, options) => {
  it('a layer goes to another place, and the others make room', () => withLab({ ...options, hash: HASH }, async page => {
    await build(page)
    const [first, last] = [await boxOf(rows(page).nth(0).locator('.grip')), await boxOf(rows(page).nth(2))]
    await drag(page, middle(first), [middle(first)[0], middle(last)[1]])
    await expect.poll(() => layers(page)).toEqual([2, 20, 100, 5, 2])
    expect(await page.locator('.rows .lifted').count()).toBe(0)
    const [low, high] = [await boxOf(rows(page).nth(2).locator('.grip')), await boxOf(rows(page).nth(1))]
    await drag(page, middle(low), [middle(low)[0], low.y - 1000], [middle(low)[0], middle(high)[1]])
    await expect.poll(() => layers(page)).toEqual([2, 20, 5, 100, 2])
  }))

  it('a bar sets the width of its layer', () => withLab({ ...options, hash: HASH }, async page => {
    await build(page)
    const bar = rows(page).nth(1).locator('.bar')
    const box = await boxOf(bar)
    const thumb = box.x + 5 + (box.width - 10) * Number(await share(bar))
    await drag(page, [thumb, middle(box)[1]], [box.x + box.width - 2, middle(box)[1]])
    await expect.poll(() => layers(page)).toEqual([2, 5, 1024, 100, 2])
    await drag(page, [box.x + box.width - 5, middle(box)[1]], [box.x + 1, middle(box)[1]])
    await expect.poll(() => layers(page)).toEqual([2, 5, 1, 100, 2])
    expect(await bar.getAttribute('aria-valuetext')).toBe(english.network.neurons(1))
  }))

  it('the time slider winds back, and on to the newest', () => withLab({ ...options, hash: HASH }, async page => {
    await page.locator('.run').getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
    const slider = page.locator('.time input')
    const box = await boxOf(slider)
    await drag(page, [box.x + box.width - 6, middle(box)[1]], [box.x + 4, middle(box)[1]])
    // Every epoch is recorded, and nothing between two.
    await page.getByText(/^Epoch [0-3] of 50$/).waitFor()
    expect(await slider.inputValue()).toMatch(/^[0-3]$/)
    await drag(page, [box.x + 8, middle(box)[1]], [box.x + box.width - 1, middle(box)[1]])
    await page.getByText('Epoch 50 of 50', { exact: true }).waitFor()
  }))
})

/** Where a range's thumb stands, from 0 to 1. */
const share = (range: Locator): Promise<number> => range.evaluate((one: HTMLInputElement) => Number(one.value) / Number(one.max))

describe('every slider of the panel', () => {
  it('by the keyboard: one stop, to the ends', () => withLab({ hash: HASH }, async page => {
    await build(page)
    for (const slider of await page.locator('.build input[type=range]').all()) {
      await slider.focus()
      const name = (await slider.getAttribute('aria-label'))!
      const most = await slider.getAttribute('max')
      for (const [key, value] of [['Home', '0'], ['ArrowRight', '1'], ['End', most], ['ArrowLeft', String(Number(most) - 1)]] as const) {
        await page.keyboard.press(key)
        expect(await slider.inputValue(), `${name}, ${key}`).toBe(value)
      }
      expect(await slider.evaluate(one => document.activeElement === one), name).toBe(true)
    }
    await expect.poll(() => held(page).training.optimizer).toMatchObject({ learningRate: 80, momentum: 0.99 })
    await expect.poll(() => layers(page)).toEqual([2, 992, 992, 992, 2])
  }))

  it('by the mouse, while the run goes on: the rate changes without a new beginning', () => withLab({ hash: HASH.replace('epochs=50', 'epochs=1000000') }, async page => {
    await build(page)
    await page.locator('[data-part=pace] select').selectOption('100')
    await page.locator('.run').getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'playing')
    await expect.poll(() => page.locator('.time .at').innerText()).not.toMatch(/^Epoch 0[. ]/)
    const slider = page.locator('[data-path="training.optimizer.learningRate"] input[type=range]')
    const box = await boxOf(slider)
    await byMouse(page, [box.x + 8 + (box.width - 16) * (await share(slider)), middle(box)[1]], [box.x + box.width * 0.75, middle(box)[1]])
    await expect.poll(() => held(page).training.changes?.length ?? 0).toBe(1)
    expect(held(page).training.changes![0]!.learningRate).toBeGreaterThan(0.1)
    expect(await page.locator('html').getAttribute('data-phase')).toBe('playing')
    await page.locator('.run').getByRole('button', { name: shell.en.run.pause, exact: true }).click()
    await untilPhase(page, 'paused')
  }))

  it('a layer moves with its grip by the arrow keys, and keeps the focus', () => withLab({ hash: HASH }, async page => {
    await build(page)
    await rows(page).nth(0).locator('.grip').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => layers(page)).toEqual([2, 20, 100, 5, 2])
    expect(await rows(page).nth(2).locator('.grip').evaluate(one => document.activeElement === one)).toBe(true)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => layers(page)).toEqual([2, 20, 5, 100, 2])
  }))
})

describe('on a phone', () => {
  it('a chart can be tapped for its moment, and never holds the page', () => withLab({ ...TOUCH, hash: HASH }, async page => {
    await page.locator('.run').getByRole('button', { name: shell.en.run.play, exact: true }).tap()
    await untilPhase(page, 'over')
    const chart = page.locator('.panel-speed svg.ds-live')
    const box = await boxOf(chart)
    await page.touchscreen.tap(box.x + box.width * 0.45, box.y + box.height / 2)
    await page.getByText(/Epoch ([1-3]\d)(\.\d+)? of 50/).first().waitFor()
    for (const figure of await page.locator('main svg.ds-live:visible').all()) {
      const place = await figure.boundingBox()
      if (!place || place.height < 120) continue
      await figure.scrollIntoViewIfNeeded()
      const now = (await figure.boundingBox())!
      const y = Math.min(700, Math.max(200, now.y + now.height / 2))
      const before = await page.evaluate(() => scrollY)
      await byTouch(page, [now.x + now.width / 2, y], [now.x + now.width / 2, y - 150])
      const name = await figure.evaluate(one => one.closest('section, figure')?.className ?? one.outerHTML.slice(0, 60))
      await expect.poll(() => page.evaluate(() => scrollY), { message: name, timeout: 3000 }).not.toBe(before)
    }
  }))

  it('whatever can be touched is 24 px and more', () => withLab({ ...TOUCH, hash: HASH }, async page => {
    await build(page)
    for (const more of await page.locator('.build details.more > summary').all()) await more.click()
    const small = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, input, select, summary, [role=tab], [role=slider]')].flatMap(one => {
      const { width, height } = (one.matches('input[type=checkbox]') ? (one.closest('label') ?? one) : one).getBoundingClientRect()
      if (!one.checkVisibility() || width === 0 || one.closest('p') || (width >= 24 && height >= 24)) return []
      return [`${one.tagName} ${one.className} ${one.getAttribute('aria-label') ?? one.textContent} ${Math.round(width)}×${Math.round(height)}`]
    }))
    expect(small).toEqual([])
  }))
})
