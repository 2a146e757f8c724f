import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { fromUrl } from '../../../src/experiment/index.ts'
import { createStream, type Stream } from '../../../src/numerics/index.ts'
import { useBrowser, withLab } from '../../lab/harness/lab-page.ts'

useBrowser()

const STEPS = 300
/** Other walks: `WALKS=4,5,6 npm run test:long -- tests/long/lab/walk.test.ts`. Odd ones are in a wide window, two of four in Chinese. */
const WALKS = (process.env['WALKS'] ?? '1,2,3').split(',').map(Number)

describe('somebody who tries everything', () => {
  it.each(WALKS)('breaks nothing: walk %i', seed => withLab({
    language: seed % 4 < 2 ? 'en' : 'zh',
    hash: 'v=1&net=2-4-2&data=xor&train=60&val=20&batch=7&epochs=40', viewport: { width: seed % 2 ? 1280 : 390, height: 800 }
  }, async page => {
    const random = createStream(seed, 'walk')
    const done: string[] = []
    let refused = 0
    page.on('dialog', dialog => void dialog.dismiss())
    for (let step = 0; step < STEPS; step++) {
      done.push(await act(page, random))
      const trail = done.slice(-8).join(' → ')
      if (step % 10 === 0) await page.waitForTimeout(30)
      const { hash, phase } = await page.evaluate(() => ({ hash: location.hash.slice(1), phase: document.documentElement.dataset['phase'] }))
      if (phase === 'failed') {
        refused++
        // What is to be said of it may still be on its way.
        await page.waitForFunction(() => document.documentElement.dataset['phase'] !== 'failed' || document.querySelector('[role=alert]')?.textContent, null, { polling: 50 })
          .catch(() => expect.fail(`nothing is said: ${trail}`))
      }
      expect(() => fromUrl(hash.replace(/&?(?:story|lang|scheme|hide|embed)=[^&]*/g, '')), `${trail} ${hash}`).not.toThrow()
    }
    const missed = done.filter(one => /out of reach$|^gone$|^nothing$/.test(one)).length
    process.stdout.write(`  walk ${seed}: ${STEPS - missed} of ${STEPS} steps found their control, ${refused} met an experiment that cannot run\n`)
    expect(missed).toBeLessThan(STEPS / 4)
  }))
})

/** One thing that a person can do, wherever on the page; what it was. */
async function act(page: Page, random: Stream): Promise<string> {
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]!
  if (random.uniform() < 0.15) {
    const key = pick(['Space', '.', 'e', '[', ']', 'r', 'n', 'b', 'Escape', 'ArrowRight', 'Home', 'Enter', 'Tab'])
    await page.keyboard.press(key)
    return key
  }
  const which = 'dialog[open] :is(button, select, summary, input):not(:disabled)'
  const inDialog = await page.locator(which).count()
  const controls = page.locator(inDialog ? which : 'body :is(button, select, summary, input:not([type=file]), [role=slider]):not(:disabled)').filter({ visible: true })
  const count = await controls.count()
  if (count === 0) return 'nothing'
  const control = controls.nth(random.below(count))
  return use(page, control, pick)
}

type Pick = <T>(list: readonly T[]) => T

async function use(page: Page, control: Locator, pick: Pick): Promise<string> {
  const options = { timeout: 1500 }
  const found = await control.evaluate((one: HTMLElement) => ({
    tag: one.tagName, type: one.getAttribute('type'), name: (one.getAttribute('aria-label') ?? one.textContent ?? '').slice(0, 40),
    options: one instanceof HTMLSelectElement ? [...one.options].filter(o => !o.disabled).map(o => o.value) : [],
    heavy: one instanceof HTMLInputElement && one.closest('[data-path]')?.getAttribute('data-path')?.startsWith('data.') === true
  }), undefined, options).catch(() => null)
  if (!found) return 'gone'
  const { tag, type, name } = found
  try {
    if (tag === 'SELECT') await control.selectOption(pick(found.options.filter(value => !/50000|whole/i.test(value))), options)
    else if (type === 'range' || tag === 'DIV') {
      await control.focus(options)
      await page.keyboard.press(pick(['ArrowRight', 'ArrowLeft', 'Home', 'End', 'PageUp']))
    } else if (type === 'number') {
      await control.fill(found.heavy ? pick(['20', '50', '']) : pick(['0', '1', '2', '0.5', '-3', '1e9', '', '7']), options)
      await control.press('Enter', options)
    } else if (type === 'text') await control.fill(pick(['2-4-2', 'x', '']), options)
    else await control.click(options)
  } catch {
    return `${tag} ${name} out of reach`
  }
  return `${tag} ${type ?? ''} ${name}`
}
