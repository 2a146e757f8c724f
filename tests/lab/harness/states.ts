import type { Page } from 'playwright-core'
import { TOPICS } from '../../../src/lab/understand/topics.ts'
import { shell, untilPhase, type Language } from './lab-page.ts'
import { openShare, share } from './share.ts'

const SMALL = 'v=1&net=2-4-2&data=xor&train=60&val=0&batch=7&epochs=5&seed=3'
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

/** A state of the page that people meet, and the way there. */
export interface State {
  readonly hash?: string
  /** The part that is new in this state; left out: all of the page. */
  readonly within?: string
  readonly arrive: (page: Page, language: Language) => Promise<void>
}

/** Every state that is looked at for what must hold in all of them. */
export const STATES: Readonly<Record<string, State>> = {
  ready: { arrive: page => untilPhase(page, 'ready') },
  playing: {
    hash: SMALL.replace('epochs=5', 'epochs=1000'),
    arrive: async (page, language) => {
      await page.locator('[data-part=pace] select').selectOption('1')
      await press(page, shell[language].run.play)
      await untilPhase(page, 'playing')
    }
  },
  paused: {
    arrive: async (page, language) => {
      await press(page, shell[language].run.epoch)
      await untilPhase(page, 'paused')
    }
  },
  over: {
    hash: SMALL,
    arrive: async (page, language) => {
      await press(page, shell[language].run.play)
      await untilPhase(page, 'over')
    }
  },
  'not finite': {
    hash: 'v=1&net=1-4-1&data=regression&train=50&val=0&act=relu&lr=1000000&batch=5&epochs=50',
    arrive: async (page, language) => {
      await press(page, shell[language].run.play)
      await page.getByRole('alert').waitFor()
    }
  },
  refused: { hash: 'v=1&net=2-4-2&data=csv&inputs=mine.csv&targets=label&train=10&val=0', arrive: page => page.getByRole('alert').waitFor() },
  'bad link': { hash: 'v=1&net=2-4-2&data=xor&lr=fast', arrive: page => page.getByRole('alert').waitFor() },
  sharing: {
    hash: SMALL,
    arrive: async (page, language) => {
      await STATES['over']!.arrive(page, language)
      await openShare(page, language)
      await page.getByText(share[language].embed).click()
    }
  },
  'a story': {
    hash: 'story=bars',
    arrive: async page => {
      const story = page.locator('.story')
      await story.locator('.answers button').first().click()
      await story.locator('.answers .is-wrong').waitFor()
      await story.locator('.answers button').nth(1).click()
      await story.locator('.question.solved').waitFor()
      await story.locator('.measure button').click()
      await story.locator('.measure .feedback').filter({ hasText: /./ }).waitFor()
    }
  },
  'the list of stories': {
    arrive: async (page, language) => {
      await press(page, shell[language].stories)
      await page.locator('.picker').waitFor()
    }
  },
  'kept runs and depths': {
    hash: SMALL,
    arrive: async (page, language) => {
      await STATES['over']!.arrive(page, language)
      await page.locator('.compare-keep button').first().click()
      await press(page, shell[language].run.newSeed)
      await untilPhase(page, 'ready')
      await page.locator('.depths button').click()
      await page.locator('.depth-grid svg').last().waitFor()
      await page.locator('.compare-table').getByText('seed').waitFor()
    }
  },
  'the keys': {
    within: 'dialog[open]',
    arrive: async page => {
      await page.keyboard.press('?')
      await page.locator('dialog[open]').waitFor()
    }
  },
  'a formula': {
    within: 'dialog[open]',
    arrive: async page => {
      await page.locator('.headline button').first().click()
      await page.locator('dialog[open] math').first().waitFor()
    }
  },
  numbers: {
    within: '.panel-speed',
    arrive: async (page, language) => {
      await STATES['paused']!.arrive(page, language)
      await page.locator('.panel-speed .ds-details summary').click()
      await page.locator('.panel-speed table').first().waitFor()
    }
  },
  'an export menu': {
    within: '.menu[open]',
    arrive: async page => {
      await page.locator('.panel-network .menu summary').click()
      await page.locator('.menu[open] button').first().waitFor()
    }
  },
  ...Object.fromEntries(TOPICS.map(topic => [`understand: ${topic}`, {
    within: '#understand',
    arrive: async (page: Page): Promise<void> => {
      await page.locator('#understand').scrollIntoViewIfNeeded()
      await page.locator(`#understand-tab-${topic}`).click()
      await page.locator(`#understand-panel[aria-labelledby=understand-tab-${topic}]`).locator('svg, math, table').first().waitFor()
    }
  } satisfies State])),
  embedded: { hash: `${SMALL}&embed=1&hide=network`, arrive: page => untilPhase(page, 'ready') }
}
