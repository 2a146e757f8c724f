import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds wrong with the page as it stands: a line a fault, with the rule and the element. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  // Handed over as a string: a script element would not get past the page's policy.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    tags => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: tags, resultTypes: ['violations'] }) as Promise<AxeResults>, TAGS
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')} ${(node.failureSummary ?? '').replaceAll(/\s+/g, ' ')}`))
}
