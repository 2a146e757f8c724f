import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Every # but one is an experiment here, and leads to no place on the page. tests/lab/run.test.ts follows the one that does. */
const RULES = { 'skip-link': { enabled: false } }

/** What axe finds wrong with the page as it stands, or with one part of it: a line a fault, with the rule and the element. */
export async function faultsOf(page: Page, within = 'html'): Promise<readonly string[]> {
  // Handed over as a string: a script element would not get past the page's policy.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    ([part, runOnly, rules]) => (globalThis as unknown as { axe: typeof axe }).axe.run(part, { runOnly, rules, resultTypes: ['violations'] }) as Promise<AxeResults>,
    [within, TAGS, RULES] as const
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')} ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ')}`))
}
