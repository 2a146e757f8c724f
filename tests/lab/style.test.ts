import { expect, test } from 'vitest'
import { useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

test.each([[256, 'static'], [700, 'fixed']])('in a page 320 px wide and %i high the bar is %s: zoomed to 400 % it must not cover what is read', (height, position) =>
  withLab({ viewport: { width: 320, height } }, async page => {
    await page.locator('.run').waitFor()
    expect(await page.locator('.run').evaluate(bar => getComputedStyle(bar).position)).toBe(position)
  }))

test('a formula’s values stand in rows with one line under each: the page’s rules win over the charts’', () => withLab({}, async page => {
  await page.locator('.headline .number').first().click()
  const row = page.locator('dialog[open] .formula-values tr').first()
  await row.waitFor()
  const lines = await row.locator('th, td').evaluateAll(cells => cells.map(cell => getComputedStyle(cell).borderBottomColor))
  expect(lines).toHaveLength(2)
  expect(lines[0]).toBe(lines[1])
}))
