import type { Page } from 'playwright-core'
import { TOPICS } from '../../../src/lab/understand/topics.ts'
import { shell, untilPhase, type Language } from './lab-page.ts'
import { openShare, share } from './share.ts'

const SMALL = 'v=1&net=2-4-2&data=xor&train=60&val=0&batch=7&epochs=5&seed=3'
/** The book's network, which the page shows on its own. */
const BOOK = 'v=1&net=784-30-30-10&train=1000&val=0&epochs=500'
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
const pressRun = (page: Page, name: string): Promise<void> => page.locator('.run').getByRole('button', { name, exact: true }).click()

/** A state of the page that people meet, and the way there from the one before. */
interface State {
  /** The part that is new in this state; left out: all of the page. */
  readonly within?: string
  readonly arrive: (page: Page, language: Language) => Promise<void>
}

interface Journey {
  /** What the address holds at its beginning. */
  readonly hash: string
  readonly states: Readonly<Record<string, State>>
}

/** Through every state that is looked at for what must hold in all of them, on one page: the first address is what it is loaded with. */
export const JOURNEYS: Readonly<Record<string, Journey>> = {
  'a link that was never readable': { hash: `${SMALL}&lr=fast`, states: { alerted: { within: '[role=alert]', arrive: page => page.getByRole('alert').waitFor() } } },
  'the book’s network': {
    hash: BOOK,
    states: {
      ready: { arrive: page => untilPhase(page, 'ready') },
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
          await page.keyboard.press('Escape')
          await page.locator('.headline button').first().click()
          await page.locator('dialog[open] math').first().waitFor()
        }
      },
      'an export menu': {
        within: '.menu[open]',
        arrive: async page => {
          await page.keyboard.press('Escape')
          await page.locator('.panel-network .menu summary').click()
          await page.locator('.menu[open] button').first().waitFor()
        }
      },
      'paused, with numbers': {
        arrive: async (page, language) => {
          await page.keyboard.press('Escape')
          await pressRun(page, shell[language].run.epoch)
          await untilPhase(page, 'paused')
          await page.locator('.panel-speed .ds-details summary').click()
          await page.locator('.panel-speed table').first().waitFor()
        }
      },
      'the list of stories': {
        arrive: async (page, language) => {
          await press(page, shell[language].stories)
          await page.locator('.picker').waitFor()
        }
      }
    }
  },
  'a small network': {
    hash: SMALL,
    states: {
      over: {
        arrive: async (page, language) => {
          await pressRun(page, shell[language].run.play)
          await untilPhase(page, 'over')
        }
      },
      sharing: {
        within: 'dialog[open]',
        arrive: async (page, language) => {
          await openShare(page, language)
          await page.getByText(share[language].embed).click()
        }
      },
      'kept runs and depths': {
        within: '.compare',
        arrive: async (page, language) => {
          await page.keyboard.press('Escape')
          await page.locator('.compare-keep button').first().click()
          await pressRun(page, shell[language].run.newSeed)
          await untilPhase(page, 'ready')
          await page.locator('.depths button').click()
          await page.locator('.depth-grid svg').last().waitFor()
          await page.locator('.compare-table').getByText('seed').waitFor()
        }
      }
    }
  },
  'a link that cannot be read': {
    hash: `${SMALL}&act=blue`,
    states: { alerted: { within: '[role=alert]', arrive: page => page.getByRole('alert').filter({ hasText: 'blue' }).waitFor() } }
  },
  'a run that stops being finite': {
    hash: 'v=1&net=1-4-1&data=regression&train=50&val=0&act=relu&lr=1000000&batch=5&epochs=50',
    states: {
      over: {
        arrive: async (page, language) => {
          await pressRun(page, shell[language].run.play)
          await untilPhase(page, 'over')
          await page.getByRole('alert').waitFor()
        }
      }
    }
  },
  'an experiment that cannot run': {
    hash: 'v=1&net=2-4-2&data=csv&inputs=mine.csv&targets=label&train=10&val=0',
    states: {
      failed: {
        arrive: async page => {
          await untilPhase(page, 'failed')
          await page.getByRole('alert').waitFor()
        }
      }
    }
  },
  'a story': {
    hash: 'story=bars',
    states: {
      answered: {
        arrive: async page => {
          await untilPhase(page, 'ready')
          const story = page.locator('.story')
          await story.locator('.answers button').first().click()
          await story.locator('.answers .is-wrong').waitFor()
          await story.locator('.answers button').nth(1).click()
          await story.locator('.question.solved').waitFor()
          await story.locator('.measure button').click()
          await story.locator('.measure .feedback').filter({ hasText: /./ }).waitFor()
          // Not with an answer half below the bar, which axe takes for a small one.
          await page.evaluate(() => scrollTo(0, 0))
        }
      }
    }
  },
  'a lesson': {
    hash: `${SMALL}&embed=1&hide=network`,
    states: {
      ready: {
        arrive: async page => {
          await page.locator('.top, .panel-network').first().waitFor({ state: 'detached' })
          await untilPhase(page, 'ready')
        }
      }
    }
  },
  // Late, because it is slow, and remains so.
  'a run that goes on': {
    hash: SMALL.replace('epochs=5', 'epochs=1000'),
    states: {
      playing: {
        within: '.run',
        arrive: async (page, language) => {
          await page.locator('[data-part=pace] select').selectOption('1')
          await pressRun(page, shell[language].run.play)
          await untilPhase(page, 'playing')
        }
      }
    }
  },
  // The formulas are more than all the rest of the page.
  understand: {
    hash: BOOK,
    states: Object.fromEntries(TOPICS.map((topic): [string, State] => [topic, {
      within: '#understand',
      arrive: async page => {
        await page.locator('#understand').scrollIntoViewIfNeeded()
        await page.locator(`#understand-tab-${topic}`).click()
        await page.locator(`#understand-panel[aria-labelledby=understand-tab-${topic}]`).locator('svg, math, table').first().waitFor()
      }
    }]))
  }
}
