import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'
import { shellBytes } from '../../scripts/page-size.mjs'

useBrowser()

const say = (line: string): unknown => process.stdout.write(`  ${line}\n`)

describe('what the page costs', () => {
  it('to load: at most 60 kB of shell, gzip', () => {
    expect(existsSync(fileURLToPath(new URL('../../dist/page/index.html', import.meta.url)))).toBe(true)
    say(`shell: ${(shellBytes / 1000).toFixed(1)} kB, gzip`)
    expect(shellBytes).toBeLessThanOrEqual(60_000)
  })

  it('to draw the network for the first time, the processor throttled four times', () => withLab({ prepare: throttledWatch }, async page => {
    await page.locator('.panel-network .ds-bar').first().waitFor()
    const seconds = await page.evaluate(() => (globalThis as unknown as Watched).firstBars / 1000)
    say(`first drawing, 4 × throttled: ${seconds.toFixed(2)} s after the page was asked for`)
    expect(seconds).toBeGreaterThan(0)
  }))

  it('while training: tasks of the main thread', () => withLab({ hash: 'v=1&net=784-30-30-10&epochs=100000', prepare: page => page.addInitScript(watchTasks) }, async page => {
    await untilPhase(page, 'ready')
    await page.waitForTimeout(300)
    await page.evaluate(() => ((globalThis as unknown as Watched).tasks.length = 0))
    await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await page.waitForTimeout(2500)
    const { tasks, at } = await page.evaluate(() => ({ tasks: (globalThis as unknown as Watched).tasks, at: document.querySelector('.time .at')!.textContent }))
    say(`tasks over 50 ms in 2.5 s of training: ${tasks.length === 0 ? 'none' : tasks.map(ms => `${Math.round(ms)} ms`).join(', ')} (${at})`)
    expect(await page.locator('html').getAttribute('data-phase')).not.toBe('failed')
  }))
})

interface Watched { firstBars: number; tasks: number[] }

async function throttledWatch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector('.panel-network .ds-bar')) (globalThis as unknown as Watched).firstBars = performance.now()
      else requestAnimationFrame(look)
    }
    look()
  })
}

function watchTasks(): void {
  const tasks: number[] = ((globalThis as unknown as Watched).tasks = [])
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask', buffered: true })
}
