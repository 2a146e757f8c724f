import type { Page } from 'playwright-core'
import { shell, untilPhase, type Language } from './lab-page.ts'
import { openShare, share } from './share.ts'

const SMALL = 'v=1&net=2-4-2&data=xor&train=60&val=0&batch=7&epochs=5&seed=3'
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()

/** A state of the page that people meet, and the way there. */
export interface State {
  readonly hash?: string
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
  embedded: { hash: `${SMALL}&embed=1&hide=network`, arrive: page => untilPhase(page, 'ready') }
}
