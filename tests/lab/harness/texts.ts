import type { Page } from 'playwright-core'

/**
 * Every text that a person may see or hear on the page: text nodes that have a box, and the attributes that are read out. Not what says of
 * itself that it is in another language.
 */
export async function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>([document.title])
    const add = (text: string | null | undefined): unknown => text?.trim() && texts.add(text.trim().replaceAll(/\s+/g, ' '))
    for (const element of document.querySelectorAll('body *:not(script, noscript, style)')) {
      const shown = element.checkVisibility() || element.closest('svg')?.checkVisibility()
      if (!shown || element.closest('[lang]')?.getAttribute('lang') !== document.documentElement.lang) continue
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) add(node.nodeValue)
      for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt']) add(element.getAttribute(name))
    }
    return [...texts]
  })
}

/** What reads alike in both languages: names, formulas, numbers, code. Anything else that does was never translated. */
const ALIKE = [
  /^[^\p{L}]*$/u,
  // Letters of a formula, one at a time, with what stands between them: ∂C/∂b, ‖δ‖, W.
  /^(?:[^\p{L}]*(?:\p{L}(?!\p{L})|∂\p{L}|exp|ln|log|max|min|tanh|NaN)[^\p{L}]*)+$/u,
  /^(?:English|简体中文|Deltascope|deltascope|CSV|JSON|SVG|PNG|MNIST|XOR|Adam|AdamW|Adagrad|RMSprop|SGD|L2)$/,
  /^(?:sigmoid|tanh|ReLU|leaky ReLU|ELU|SELU|GELU|SiLU|softplus|softsign|hard tanh|erf|softmax)$/i,
  /^[0-9a-f]{12,64}$/
]

export const isAlike = (text: string): boolean => ALIKE.some(pattern => pattern.test(text))
