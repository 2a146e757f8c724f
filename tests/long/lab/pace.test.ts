import { availableParallelism } from 'node:os'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shell, untilPhase, useBrowser, withLab } from '../../lab/harness/lab-page.ts'

useBrowser()

// Prints and asserts no time: these are the machine's as much as the page's.
const say = (line: string): unknown => process.stdout.write(`  ${line}\n`)
const SECONDS = 5
const LOADS = 9

describe('what the page takes', () => {
  say(`on ${availableParallelism()} core(s)`)

  it.each([1, 4])(`${LOADS} loads, the processor throttled %i ×: until the network is drawn`, async rate => {
    const times: number[] = []
    for (let load = 0; load < LOADS; load++) await withLab({ prepare: page => watchDrawing(page, rate) }, async page => void times.push(await drawnAt(page)))
    times.sort((a, b) => a - b)
    say(`first drawing, ${rate} × throttled, ${LOADS} loads: ${times.map(ms => Math.round(ms)).join(' ')} ms; median ${Math.round(quantile(times, 0.5))} ms`)
    expect(times[0]).toBeGreaterThan(0)
  })

  it('from frame to frame while a network trains at full speed, and while it is wound back', () => withLab({
    hash: 'v=1&net=784-30-30-10&train=1000&val=0&epochs=100000'
  }, async page => {
    await untilPhase(page, 'ready')
    await page.locator('.compare-keep').first().waitFor()
    say(`at rest: ${await framesDuring(page, () => page.waitForTimeout(SECONDS * 1000))}`)
    await page.locator('.run').getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'playing')
    say(`playing: ${await framesDuring(page, () => page.waitForTimeout(SECONDS * 1000))}`)
    await page.locator('#play').click()
    await untilPhase(page, 'paused')
    say(`winding: ${await framesDuring(page, () => dragTime(page))}`)
    expect(await page.locator('html').getAttribute('data-phase')).toBe('paused')
  }))
})

interface Watched { drawn: Promise<number>; frames: number[]; tasks: number[]; counting: boolean }

/**
 * Chromium slows the page's own thread by keeping it busy, so that on a single core the worker is slowed as well, and elsewhere it is not:
 * these figures are of as many cores as the tests run on.
 */
async function watchDrawing(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
  await page.addInitScript(() => {
    (globalThis as unknown as Watched).drawn = new Promise(resolve => {
      const look = (): void => {
        if (!document.querySelector('.panel-network .ds-bar')) requestAnimationFrame(look)
        // What a frame's callbacks see is on the screen when the next task comes.
        else setTimeout(() => resolve(performance.now()))
      }
      look()
    })
  })
}

const drawnAt = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as Watched).drawn)

/** The times between the page's frames while something goes on, in words. */
async function framesDuring(page: Page, something: () => Promise<unknown>): Promise<string> {
  await page.evaluate(() => {
    const mine = globalThis as unknown as Watched
    Object.assign(mine, { frames: [], tasks: [], counting: true })
    new PerformanceObserver(list => mine.counting && mine.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
    const count = (time: number): void => {
      mine.frames.push(time)
      if (mine.counting) requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  await something()
  const { frames, tasks } = await page.evaluate(() => {
    const { frames, tasks } = Object.assign(globalThis as unknown as Watched, { counting: false })
    return { frames, tasks }
  })
  const gaps = frames.slice(1).map((time, i) => time - frames[i]!).sort((a, b) => a - b)
  const share = gaps.filter(gap => gap > 25).length / gaps.length
  return `${gaps.length} frames, ${quantile(gaps, 0.5).toFixed(1)} ms apart in the median, 95 of 100 within ${quantile(gaps, 0.95).toFixed(1)} ms, `
    + `${(100 * share).toFixed(1)} % over 25 ms, longest ${gaps.at(-1)!.toFixed(0)} ms; tasks over 50 ms: ${tasks.length}`
}

/** To and fro over the time line with the mouse, as fast as the page takes it. */
async function dragTime(page: Page): Promise<void> {
  const { x, y, width, height } = (await page.locator('.time input').boundingBox())!
  const end = Date.now() + SECONDS * 1000
  await page.mouse.move(x + width - 10, y + height / 2)
  await page.mouse.down()
  for (let i = 0; Date.now() < end; i++) await page.mouse.move(x + 10 + (width - 20) * Math.abs(1 - ((i / 60) % 2)), y + height / 2)
  await page.mouse.up()
}

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!
