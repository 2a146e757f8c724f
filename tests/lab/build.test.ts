import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { fromUrl } from '../../src/experiment/index.ts'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

/** Small ones of different kinds, so that every field is there in one of them. */
const STARTS = {
  'the book’s kind': 'v=1&net=784-8-8-10&train=50&val=10&epochs=2',
  'momentum that rises, steps, clipping': 'v=1&net=2-4-2&data=spirals&train=40&val=10&epochs=2&batch=8&mom=sutskever:0.9&sched=step&clip=norm:1&nes=1',
  'Adam, cosine, normalised': 'v=1&net=1-6-6-1&data=regression&train=40&val=10&epochs=2&batch=8&opt=adamw&lr=0.01&sched=cosine&norm=layer&act=tanh&out=linear&cost=quadratic',
  'sparse weights on curves': 'v=1&net=784-6-784&data=curves&train=20&val=0&epochs=1&w=sparse&out=linear&cost=quadratic'
}

/** The experiment that the address holds; the page must never write one that cannot be read. */
const held = (page: Page): ReturnType<typeof fromUrl> => fromUrl(new URL(page.url()).hash.slice(1))

/** Fields that one of the starts has tried. */
const done = new Set<string>()

describe('every choice, number and flag changes the experiment, or says why it cannot be so', () => {
  it.each(Object.entries(STARTS))('%s', (_, hash) => withLab({ hash }, async page => {
    await untilPhase(page, 'ready')
    await page.locator('[data-path]').first().waitFor()
    for (const more of await page.locator('.build details.more > summary').all()) await more.click()
    const paths = await page.locator('[data-path]').evaluateAll(all => [...new Set(all.map(one => one.getAttribute('data-path')!))])
    expect(paths.length).toBeGreaterThan(12)
    const idle: string[] = []
    for (const path of paths.filter(one => !done.has(one))) {
      await page.goto(`${page.url().replace(/#.*/s, '')}#${hash}`)
      await untilPhase(page, 'ready')
      const field = page.locator(`[data-path="${path}"]`).first()
      if (!(await field.isVisible())) continue
      const before = JSON.stringify(held(page))
      const tried = await tryOut(field)
      if (tried === 'none') continue
      done.add(path)
      const told = async (): Promise<boolean> => JSON.stringify(held(page)) !== before || (await field.locator('.wrong').count()) > 0
      await expect.poll(told, { timeout: 2000, interval: 30 }).toBe(true).catch(() => idle.push(`${path} by ${tried}`))
      expect(await page.locator('html').getAttribute('data-phase'), path).not.toBe('failed')
    }
    expect(idle).toEqual([])
  }))

  it('nearly all of what a link can say', () => {
    expect(done.size).toBeGreaterThan(25)
  })
})

describe('what is half typed', () => {
  it('says what is wrong with it, also to those who hear the page, and goes with its experiment', () => withLab({ hash: 'v=1&net=2-4-5-2&data=xor&train=60&val=0&batch=6&epochs=5&seed=3' }, async page => {
    await untilPhase(page, 'ready')
    const depth = page.locator('.build .layers > .field input')
    const width = page.locator('.build .rows li').nth(1).locator('.amount')
    await depth.fill('-1')
    await width.fill('0')
    for (const field of [depth, width]) {
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      const fault = page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`)
      expect(await fault.innerText()).toMatch(/\d/)
    }
    await page.locator('.run').getByRole('button', { name: shell.en.run.newSeed, exact: true }).click()
    await expect.poll(() => held(page).seed).toBe(4)
    await expect.poll(() => Promise.all([depth, width].map(field => field.inputValue()))).toEqual(['2', '5'])
    expect(await page.locator('.build .wrong').count()).toBe(0)
  }))
})

/** Uses a field's control as a person would: another choice, another number, the box ticked. */
async function tryOut(field: Locator): Promise<string> {
  const select = field.locator('select')
  if (await select.count()) {
    const [now, options] = await select.evaluate((one: HTMLSelectElement) => [one.value, [...one.options].filter(o => !o.disabled).map(o => o.value)] as const)
    const other = options.find(value => value !== now)
    if (!(await select.isEnabled()) || other === undefined) return 'none'
    await select.selectOption(other)
    return `choosing ${other}`
  }
  const box = field.locator('input[type=checkbox]')
  if (await box.count()) {
    if (!(await box.first().isEnabled())) return 'none'
    await box.first().click()
    return 'ticking'
  }
  const number = field.locator('input[type=number]')
  if (!(await number.count()) || !(await number.first().isEnabled())) return 'none'
  const now = Number(await number.first().inputValue())
  const next = Number.isInteger(now) ? (now > 1 ? now - 1 : now + 1) : now / 2
  await number.first().fill(String(next))
  await number.first().press('Enter')
  return `typing ${next}`
}
