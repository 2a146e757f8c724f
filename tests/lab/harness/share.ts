import type { Page } from 'playwright-core'
import { english } from '../../../src/lab/words/share.en.ts'
import { chinese } from '../../../src/lab/words/share.zh.ts'
import { shell } from './lab-page.ts'

export const share = { en: english, zh: chinese }

/** Opens the dialog of links and files. */
export async function openShare(page: Page, language: 'en' | 'zh' = 'en'): Promise<void> {
  await page.getByRole('button', { name: shell[language].share }).click()
  await page.getByRole('dialog').waitFor()
}

export async function shared(page: Page): Promise<{ readonly link: string; readonly command: string; readonly fingerprint: string | null }> {
  await openShare(page)
  const [link, command] = [await page.getByLabel(english.link, { exact: true }).inputValue(), await page.getByLabel(english.command, { exact: true }).inputValue()]
  const print = page.locator('.share-print code')
  const fingerprint = (await print.count()) > 0 ? await print.innerText() : null
  await page.keyboard.press('Escape')
  return { link, command, fingerprint }
}
