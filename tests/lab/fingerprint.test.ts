import { describe, expect, inject, it } from 'vitest'
import { runCommand } from './harness/command.ts'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'
import { shared } from './harness/share.ts'

useBrowser()

const RUNS = {
  'the book’s network': 'v=1&net=784-30-30-10&train=100&val=0&epochs=3',
  'layers of normalised tanh, Adam, validation': 'v=1&net=784-8-8-10&act=tanh&norm=batch&opt=adam&lr=0.01&train=60&val=20&epochs=2&batch=10&seed=7',
  'a synthetic set': 'v=1&data=xor&net=2-4-2&train=60&val=20&epochs=5&batch=7',
  'a run that stops being finite': 'v=1&data=regression&net=1-4-1&act=relu&out=linear&lr=1000000&train=50&val=10&epochs=50&batch=5'
}

describe('the same bytes in the page and in Node', () => {
  it.each(Object.entries(RUNS))('%s', (_, query) => withLab({ hash: query }, async page => {
    await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
    const { command, fingerprint } = await shared(page)
    const node = await runCommand(command)
    expect(fingerprint).toBe(node.fingerprint)
  }))

  it('also with a learning rate that was changed on the way', () => withLab({ hash: RUNS['a synthetic set'].replace('epochs=5', 'epochs=300') }, async page => {
    await page.locator('[data-part=pace] select').selectOption('100')
    await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'playing')
    // A change before the first update would be one of the start.
    await page.getByText(/Epoch (?!0 )[\d.]+ of 300/).first().waitFor()
    const rate = page.locator('[data-path="training.optimizer.learningRate"] input[type=number]')
    for (const value of ['0.5', '0.05']) {
      await rate.fill(value)
      await rate.press('Enter')
      await expect.poll(() => page.url()).toMatch(new RegExp(`chg=[^&]*${value}`))
      await page.waitForTimeout(50)
    }
    await page.locator('[data-part=pace] select').selectOption('')
    await untilPhase(page, 'over')
    const { command, fingerprint } = await shared(page)
    expect(command).toContain('chg=')
    expect(fingerprint).toBe((await runCommand(command)).fingerprint)
  }))

  it('also by single updates and epochs, and whoever opens the link comes to the same', () => withLab({ hash: RUNS['a synthetic set'] }, async page => {
    const { run } = shell.en
    for (const name of [run.update, run.update, run.epoch, run.update]) await page.getByRole('button', { name, exact: true }).click()
    await untilPhase(page, 'paused')
    await page.getByRole('button', { name: run.play, exact: true }).click()
    await untilPhase(page, 'over')
    const { link, fingerprint } = await shared(page)
    expect(link.startsWith(inject('stage').plain)).toBe(true)
    await withLab({ url: link }, async other => {
      await other.getByRole('button', { name: run.play, exact: true }).click()
      await untilPhase(other, 'over')
      expect((await shared(other)).fingerprint).toBe(fingerprint)
    })
  }))
})
