import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { STORY_IDS } from '../../src/lab/stories/list.ts'
import { english as compare } from '../../src/lab/words/compare.en.ts'
import { chinese } from '../../src/lab/words/stories.zh.ts'
import { english, type StoriesWords } from '../../src/lab/words/stories.en.ts'
import { neverIdle, numberIn, shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

const words: Readonly<Record<'en' | 'zh', StoriesWords>> = { en: english, zh: chinese }
const heading = (page: Page) => page.locator('.story h2')
const play = (page: Page): Promise<void> => page.locator('#play').click()
const solved = (page: Page, n: number): Promise<void> => page.locator('.question').nth(n).and(page.locator('.solved')).waitFor()

describe('stories', () => {
  it('each opens, by its neighbour, in both languages', () => withLab({ hash: 'story=bars' }, async page => {
    for (const [i, id] of STORY_IDS.entries()) {
      // Every other one in Chinese first, so that the language is chosen once a story.
      const languages = i % 2 ? ['zh', 'en'] as const : ['en', 'zh'] as const
      for (const [turn, language] of languages.entries()) {
        const { title, questions } = words[language].stories[id]
        if (turn > 0) await page.locator('.top select').first().selectOption(language)
        await expect.poll(() => heading(page).textContent()).toBe(title)
        expect(await page.locator('.question').count()).toBe(Object.keys(questions).length)
        // The focus comes after the frame that shows the heading.
        if (turn === 0 && i > 0) await expect.poll(() => heading(page).evaluate(one => one === document.activeElement)).toBe(true)
      }
      await untilPhase(page, 'ready')
      expect(new URL(page.url()).hash).toBe(`#story=${id}`)
      // By keyboard: a click waits for two frames of the page, and once waited for half a minute.
      if (i + 1 < STORY_IDS.length) await page.locator('.story-ways .next').press('Enter')
    }
  }))

  it('is answered by doing, on the readings of the page, and remembered', () => withLab({ hash: 'story=bars' }, async page => {
    const { times } = english.stories.bars.questions
    const answer = async (typed: string): Promise<string> => {
      await page.locator('.measure input').fill(typed)
      await page.locator('.measure').getByRole('button', { name: english.check }).click()
      return (await page.locator('.measure .feedback').first().textContent().catch(() => '')) ?? ''
    }
    await untilPhase(page, 'ready')
    expect(await answer('0.21')).toContain(times.hint)
    expect(await answer('9')).toBe(`${english.high('9')} ${times.hint}`)
    await page.locator('.measure input').fill('4,8')
    await page.keyboard.press('Enter')
    await solved(page, 1)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('question-done')
    expect(await page.locator('.question').nth(1).textContent()).toContain(times.after('4.79'))
    await page.getByRole('button', { name: shell.en.run.newSeed }).click()
    await solved(page, 2)
    await page.reload()
    await solved(page, 1)
    await page.getByRole('button', { name: english.forget }).click()
    await untilPhase(page, 'ready')
    expect(await page.locator('.question.solved').count()).toBe(0)
  }))

  it('says what has to be done first, and begins again', () => withLab({ hash: 'story=chance' }, async page => {
    await untilPhase(page, 'ready')
    const same = page.getByRole('button', { name: english.stories.chance.questions.answer.choices.same })
    await same.click()
    await page.getByText(english.stories.chance.questions.answer.first).waitFor()
    await play(page)
    await expect.poll(() => numberIn(page.locator('.time'))).toBeGreaterThanOrEqual(210)
    await same.click()
    await solved(page, 1)
    await page.getByLabel('Hidden layers').fill('2')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: english.again }).click()
    await untilPhase(page, 'ready')
    expect(await page.getByLabel('Hidden layers').inputValue()).toBe('4')
  }))

  it('loads one language only, and nothing before it is asked for; is chosen from the list by keys alone, and left', () => withLab({ prepare: neverIdle }, async page => {
    const loaded = async (): Promise<readonly string[]> => {
      const names = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1)!))
      return names.filter(name => /^(stories|telling)/.test(name))
    }
    await untilPhase(page, 'ready')
    // The last that comes without being asked for.
    await page.locator('.compare-keep').first().waitFor()
    expect(await loaded()).toEqual([])
    await page.getByRole('button', { name: shell.en.stories, exact: true }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('link', { name: english.stories.training.title }).focus()
    const names = await loaded()
    expect(names.some(name => name.startsWith('stories.en'))).toBe(true)
    expect(names.some(name => name.startsWith('stories.zh'))).toBe(false)
    await page.keyboard.press('Enter')
    await expect.poll(() => heading(page).textContent()).toBe(english.stories.training.title)
    expect(await dialog.count()).toBe(0)
    await untilPhase(page, 'ready')
    await page.getByRole('button', { name: english.leave }).click()
    await page.locator('.story').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('stories')
    expect(new URL(page.url()).hash).toMatch(/^#v=1.*net=784-30x4-10/)
    expect(await page.getByLabel('Hidden layers').inputValue()).toBe('4')
  }))

  it('is hidden where a lesson hides it', () => withLab({ hash: 'story=bars&hide=stories' }, async page => {
    await untilPhase(page, 'ready')
    expect(await page.locator('.story').count()).toBe(0)
    expect(await page.getByRole('button', { name: shell.en.stories, exact: true }).count()).toBe(0)
  }))
})

describe('comparing', () => {
  const small = 'v=1&net=2-4-4-2&data=xor&train=60&val=0&batch=7'

  it('keeps a run as a dashed curve, renames, opens and removes it', () => withLab({ hash: `${small}&epochs=5&seed=3` }, async page => {
    await play(page)
    await untilPhase(page, 'over')
    await page.getByRole('button', { name: compare.keep }).click()
    await page.getByText(compare.kept('2-4×2-2 sigmoid #3')).waitFor()
    await page.getByRole('button', { name: shell.en.run.newSeed }).click()
    await untilPhase(page, 'ready')
    await page.locator('.panel-speed .ds-ghost').first().waitFor({ state: 'attached' })
    expect(await page.locator('.compare-table').getByRole('row', { name: /^seed/ }).getByRole('cell').allTextContents()).toEqual(['4', '3'])
    const name = page.getByLabel(compare.name('2-4×2-2 sigmoid #3'))
    await name.fill('before')
    await name.press('Enter')
    await page.locator('.compare-table').getByRole('columnheader', { name: 'before' }).waitFor()
    await page.getByRole('link', { name: compare.open('before') }).click()
    await expect.poll(() => page.url()).toContain('seed=3')
    await page.getByRole('button', { name: compare.remove('before') }).click()
    await page.locator('.ds-ghost').first().waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: compare.keep }).evaluate(one => one === document.activeElement)).toBe(true)
  }))

  it('trains six depths beside the run on the page, and opens one', () => withLab({ hash: `${small}&epochs=20` }, async page => {
    await play(page)
    await page.getByRole('button', { name: compare.depths.start }).click()
    await page.getByText(compare.depths.done).waitFor()
    expect(await page.locator('.depth-grid svg').count()).toBe(6)
    await untilPhase(page, 'over')
    await page.getByRole('link', { name: compare.depths.open(5) }).click()
    await expect.poll(() => page.url()).toContain('net=2-4x5-2')
    await untilPhase(page, 'ready')
  }))
})
