import axe, { type AxeResults, type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Every # but one is an experiment here, and leads to no place on the page. tests/lab/run.test.ts follows the one that does. */
const RULES = { 'skip-link': { enabled: false } }

/** What a style sheet can spoil: colours, sizes, and names that it hides. */
const DRESS = [
  'color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable', 'avoid-inline-spacing', 'meta-viewport', 'html-has-lang',
  'button-name', 'link-name', 'input-button-name', 'select-name', 'summary-name', 'label', 'aria-input-field-name', 'svg-img-alt', 'role-img-alt'
]

/**
 * What axe finds wrong with the page as it stands, or with one part of it: a line a fault, with the rule and the element. `dress`: only by the
 * rules on what a style sheet can spoil, for a page that all rules have seen in another one.
 */
export async function faultsOf(page: Page, within = 'html', dress = false): Promise<readonly string[]> {
  // Handed over as a string: a script element would not get past the page's policy.
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(axe.source)
  // Preloading is for rules on sound and on turned screens.
  const options: RunOptions = { ...(dress ? { runOnly: DRESS } : { runOnly: TAGS, rules: RULES }), resultTypes: ['violations'], preload: false }
  const { violations } = await page.evaluate(
    ([part, asked]) => (globalThis as unknown as { axe: typeof axe }).axe.run(part, asked) as Promise<AxeResults>,
    [within, options] as const
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')} ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ')}`))
}
