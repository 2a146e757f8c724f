import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { english as controls } from '../../src/lab/words/controls.en.ts'
import { numberIn, settled, shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

const { run } = shell.en
const QUERY = 'v=1&net=2-4-2&data=xor&train=60&val=0&batch=6&epochs=50&seed=3'
const press = (page: Page, name: string): Promise<void> => page.locator('.run').getByRole('button', { name, exact: true }).click()
/** Waits for the moment that the page says it shows. */
const untilAt = (page: Page, epoch: string, of = 50): Promise<void> => page.getByText(run.at(epoch, of.toLocaleString('en')), { exact: true }).waitFor()

/** What a screen reader says by itself from now on; each asking is for what was said until then. */
async function hear(page: Page): Promise<() => Promise<readonly string[]>> {
  const said = await page.evaluateHandle(() => {
    const texts = new Set<string>()
    const live = ':is([role=status], [role=alert], [aria-live], output):not([aria-live=off])'
    new MutationObserver(changes => {
      for (const { target } of changes) {
        const text = (target instanceof Element ? target : target.parentElement)?.closest(live)?.textContent?.trim()
        if (text) texts.add(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return texts
  })
  return () => said.evaluate(texts => [...texts])
}

describe('the run', () => {
  it('goes by updates, by epochs, and to its end; then on', () => withLab({ hash: QUERY }, async page => {
    await untilPhase(page, 'ready')
    await press(page, run.update)
    await untilAt(page, '0.100')
    await press(page, run.epoch)
    await untilAt(page, '1')
    await untilPhase(page, 'paused')
    await press(page, run.play)
    await untilPhase(page, 'over')
    await untilAt(page, '50')
    await press(page, run.more(50))
    await untilAt(page, '100', 100)
    await untilPhase(page, 'over')
    expect(page.url()).toContain('epochs=100')
  }))

  it('takes a key that AltGr types, and none with Control, Alt or both', () => withLab({ hash: QUERY }, async page => {
    const build = page.locator('.build > details')
    const open = await build.evaluate((details: HTMLDetailsElement) => details.open)
    const key = (held: Record<string, boolean>): Promise<boolean> => page.evaluate(
      keys => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'b', bubbles: true, cancelable: true, ...keys })), held
    )
    expect([await key({ ctrlKey: true }), await key({ altKey: true }), await key({ ctrlKey: true, altKey: true })]).toEqual([true, true, true])
    expect(await build.evaluate((details: HTMLDetailsElement) => details.open)).toBe(open)
    expect(await key({ ctrlKey: true, altKey: true, modifierAltGraph: true })).toBe(false)
    await expect.poll(() => build.evaluate((details: HTMLDetailsElement) => details.open)).toBe(!open)
  }))

  it('pauses where it is, and starts anew with the same seed or another', () => withLab({ hash: QUERY.replace('epochs=50', 'epochs=100000') }, async page => {
    await page.locator('.headline [role=status]').filter({ hasText: /./ }).waitFor({ state: 'attached' })
    const heard = await hear(page)
    await press(page, run.play)
    await expect.poll(() => numberIn(page.locator('.time .at'))).toBeGreaterThan(20)
    expect(await heard()).toEqual([])
    await press(page, run.pause)
    await untilPhase(page, 'paused')
    await expect.poll(heard).toContainEqual(expect.stringContaining(shell.en.phase.paused))
    const at = page.locator('.time .at')
    const before = await at.innerText()
    await page.waitForTimeout(150)
    expect(await at.innerText()).toBe(before)
    await press(page, run.reset)
    await untilPhase(page, 'ready')
    await untilAt(page, '0', 100_000)
    expect(page.url()).toMatch(/seed=3$/)
    const first = await page.locator('.panel-network .ds-bar').first().getAttribute('d')
    await press(page, run.newSeed)
    await expect.poll(() => page.url()).toMatch(/seed=4$/)
    await expect.poll(() => page.locator('.panel-network .ds-bar').first().getAttribute('d')).not.toBe(first)
  }))

  it('keeps to the pace that is chosen, and takes another on its way', () => withLab({ hash: QUERY }, async page => {
    await page.locator('[data-part=pace] select').selectOption('1')
    await press(page, run.play)
    await page.waitForTimeout(300)
    await untilPhase(page, 'playing')
    expect(Number(await page.locator('.time input').getAttribute('max'))).toBeLessThanOrEqual(1)
    await page.locator('[data-part=pace] select').selectOption('')
    await untilPhase(page, 'over')
  }))

  it('winds back through what was recorded, every view with it', () => withLab({ hash: QUERY }, async page => {
    await untilPhase(page, 'ready')
    const slider = page.getByRole('slider', { name: run.time })
    const drawn = (): Promise<string | null> => page.locator('.panel-network .ds-bar').first().getAttribute('d')
    const start = await drawn()
    await press(page, run.play)
    await untilPhase(page, 'over')
    await expect.poll(drawn).not.toBe(start)
    const newest = await settled(drawn)
    await slider.focus()
    await page.keyboard.press('Home')
    await untilAt(page, '0')
    await expect.poll(drawn).toBe(start)
    await page.keyboard.press('ArrowRight')
    await untilAt(page, '1')
    await page.keyboard.press('End')
    await untilAt(page, '50')
    await expect.poll(drawn).toBe(newest)
  }))

  it('says of a moment only what was read then, and of a picture from when it is', () =>
    withLab({ hash: 'v=1&net=2-4-4-2&data=xor&train=600&val=0&epochs=400&lr=1' }, async page => {
      await untilPhase(page, 'ready')
      await page.locator('.panel-slopes').waitFor()
      await press(page, run.play)
      await untilPhase(page, 'over')
      await page.getByRole('slider', { name: run.time }).focus()
      await page.keyboard.press('Home')
      for (let epoch = 1; epoch <= 7; epoch++) {
        await page.keyboard.press('ArrowRight')
        await untilAt(page, String(epoch), 400)
        await page.locator('.headline .when').filter({ hasText: `Epoch ${epoch}` }).waitFor()
        const [says, ...from] = await settled(() => page.evaluate(() => JSON.stringify(
          ['.headline .says', '.panel-network .where', '.panel-slopes .where', '.panel-activations .where', '.panel-shares .where'].map(part => document.querySelector(part)?.textContent)
        ))).then(text => JSON.parse(text) as readonly (string | null)[])
        // One run keeps other pictures than the next; most epochs have none, and then all four panels say so.
        expect(new Set(from).size, `epoch ${epoch}`).toBe(1)
        expect(says!.includes('slopes'), `epoch ${epoch}: ${says}, the picture: ${from[0]}`).toBe(from[0] === null)
      }
    }))

  it('says the first value that was no number, and where', () => withLab({ hash: 'v=1&net=1-4-1&data=regression&train=50&val=0&act=relu&lr=1000000&batch=5&epochs=50' }, async page => {
    await press(page, run.play)
    await untilPhase(page, 'over')
    expect(await page.getByRole('alert').innerText()).toMatch(/update \d+.*(layer \d|cost)/)
    expect(await page.getByRole('button', { name: run.play, exact: true }).isDisabled()).toBe(true)
  }))
})

describe('the keyboard alone', () => {
  it('plays, steps, winds and shares', () => withLab({ hash: QUERY }, async page => {
    await untilPhase(page, 'ready')
    for (const [key, at] of [['.', '0.100'], ['e', '1'], ['[', '0']] as const) {
      await page.keyboard.press(key)
      await untilAt(page, at)
    }
    await page.keyboard.press('Space')
    await untilPhase(page, 'over')
    await page.keyboard.press('r')
    await untilPhase(page, 'ready')
  }))

  it.each(['embed=1', 'hide=footer', 'hide=run'])('lists the keys that work, also on a page with %s', hide => withLab({ hash: `${QUERY}&${hide}` }, async page => {
    await untilPhase(page, 'ready')
    await page.keyboard.press('?')
    const list = page.locator('dialog[open].help')
    await list.waitFor()
    const { help } = controls
    expect(await list.getByText(help.update, { exact: true }).count()).toBe(hide === 'hide=run' ? 0 : 1)
    expect(await list.getByText(help.help, { exact: true }).count()).toBe(1)
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
  }))

  it('keeps its place where what it pressed goes, or has nothing left to do', () => withLab({ hash: QUERY.replace('epochs=50', 'epochs=2') }, async page => {
    const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.closest('[data-part], [id]')?.getAttributeNames().map(
      name => document.activeElement!.closest('[data-part], [id]')!.getAttribute(name)).join(' '))
    await untilPhase(page, 'ready')
    const epoch = page.locator('.run').getByRole('button', { name: run.epoch, exact: true })
    await epoch.focus()
    await page.keyboard.press('Enter')
    await untilPhase(page, 'paused')
    await page.keyboard.press('Enter')
    await untilPhase(page, 'over')
    expect(await focused()).toContain('epoch')
    expect(await epoch.getAttribute('aria-disabled')).toBe('true')
    await page.keyboard.press('Enter')
    await untilAt(page, '2', 2)
    await page.keyboard.press('[')
    await page.locator('.headline .back').focus()
    await page.keyboard.press('Enter')
    await page.locator('.headline .back').waitFor({ state: 'detached' })
    expect(await focused()).toContain('charts')
  }))

  it('skips to the charts first of all', () => withLab({ hash: QUERY }, async page => {
    await untilPhase(page, 'ready')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(shell.en.skip)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('charts')
    expect(page.url()).toContain(QUERY)
  }))

  it('reaches every control in the order of the page, sees where it is, and leaves again', () => withLab({ hash: QUERY }, async page => {
    await untilPhase(page, 'ready')
    await page.locator('[data-path]').first().waitFor()
    const stops = (): Promise<number> => page.evaluate(() => {
      const tabbable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, summary, [tabindex="0"]'
      const all = [...document.querySelectorAll(tabbable)].filter(one => one.checkVisibility({ visibilityProperty: true }) && (one as HTMLElement).tabIndex >= 0)
      // Radio buttons of a group are one stop; the arrow keys go on from there.
      return new Set(all.map(one => (one instanceof HTMLInputElement && one.type === 'radio' ? one.name : one))).size
    })
    // Parts of the page come on demand, such as what theory expects: a walk during which one came is taken again.
    let all: number
    let reached: readonly Reached[]
    do {
      all = await settled(stops)
      reached = await tabThrough(page)
    } while (await stops() !== all)
    expect(reached.filter(one => !one.visible)).toEqual([])
    expect(reached.length).toBe(all)
  }))
})

interface Reached { readonly what: string; readonly visible: boolean }

/** Tabs from the top of the page to its end; of each stop, whether the focus shows and is not covered. */
async function tabThrough(page: Page): Promise<readonly Reached[]> {
  const reached: Reached[] = []
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('[data-seen]')) delete one.dataset['seen']
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
  for (let i = 0; i < 300; i++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body || (at as HTMLElement).dataset['seen']) return null
      ;(at as HTMLElement).dataset['seen'] = 'yes'
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
      const box = at.getBoundingClientRect()
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10))
      const seen = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
      const free = !top || at.contains(top) || top.contains(at) || top.closest('label')?.contains(at) === true
      return { what: `${at.tagName} ${at.id || at.textContent?.slice(0, 30)}`, visible: seen && free }
    })
    if (!stop) break
    reached.push(stop)
  }
  return reached
}
