import type { CDPSession } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shell, untilPhase, useBrowser, withLab } from '../../lab/harness/lab-page.ts'

useBrowser()

const say = (line: string): unknown => process.stdout.write(`  ${line}\n`)
const EPOCHS = 10_000

describe('ten thousand epochs', () => {
  it('leave the page’s memory where it was, and its main thread free', () => withLab({
    hash: `v=1&net=784-30-30-10&train=200&val=0&batch=20&epochs=${EPOCHS}`, prepare: page => page.addInitScript(watchTasks)
  }, async page => {
    await untilPhase(page, 'ready')
    const session = await page.context().newCDPSession(page)
    await page.locator('.run').getByRole('button', { name: shell.en.run.play, exact: true }).click()
    const sizes: (readonly [epoch: number, bytes: number])[] = []
    while ((await page.locator('html').getAttribute('data-phase')) !== 'over') {
      await page.waitForTimeout(1500)
      sizes.push([Number((await page.locator('.time input').getAttribute('max')) ?? 0), await heapOf(session)])
    }
    const tasks = await page.evaluate(() => (globalThis as unknown as Watched).tasks)
    for (const [epoch, bytes] of sizes) say(`epoch ${Math.round(epoch)}: ${(bytes / 1e6).toFixed(1)} MB on the page's heap`)
    say(`tasks over 50 ms: ${tasks.length} (longest ${Math.round(Math.max(0, ...tasks))} ms)`)
    // The history is full after some 2,000 epochs, the pictures to wind back to long before.
    const full = sizes.filter(([epoch]) => epoch > 0.4 * EPOCHS).map(([, bytes]) => bytes)
    expect(full.length).toBeGreaterThan(1)
    expect(Math.max(...full) - full[0]!).toBeLessThan(4e6)
    expect(Math.max(...full)).toBeLessThan(60e6)
  }))
})

interface Watched { tasks: number[] }

async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}

function watchTasks(): void {
  const tasks: number[] = ((globalThis as unknown as Watched).tasks = [])
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask', buffered: true })
}
