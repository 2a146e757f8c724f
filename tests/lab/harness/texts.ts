import type { Page } from 'playwright-core'

/**
 * Every text that a person may see or hear on the page: text nodes that have a box, and the attributes that are read out. Not formulas, the
 * names of keys, and what says of itself that it is in another language.
 */
export async function textsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>([document.title])
    const add = (text: string | null | undefined): unknown => text?.trim() && texts.add(text.trim().replaceAll(/\s+/g, ' '))
    for (const element of document.querySelectorAll('body *:not(script, noscript, style, kbd, math, math *)')) {
      const shown = element.checkVisibility() || element.closest('svg')?.checkVisibility()
      if (!shown || element.closest('[lang]')?.getAttribute('lang') !== document.documentElement.lang) continue
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) add(node.nodeValue)
      for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt']) add(element.getAttribute(name))
    }
    return [...texts]
  })
}

/** What reads alike in both languages: names, formulas, numbers, code. Anything else that does was never translated. */
const NAMES = [
  /^[^\p{L}]*$/u,
  /^(?:English|简体中文|Deltascope|CSV|JSON|SVG|PNG|MNIST|XOR|Adam|AdamW|Adagrad|RMSprop|SGD|L2|NaN)$/,
  /^(?:sigmoid|tanh|ReLU|leaky ReLU|ELU|SELU|GELU|SiLU|softplus|softsign|hard tanh|erf|softmax)$/i,
  /^[0-9a-f]{12,64}$/
]
const FUNCTIONS = /^(?:exp|log|max|min|tanh|NaN)$/
const SIGNS = /[=<>≈+−·×∂‖|′√∑∏≤≥∝()/^Δ²ᵢ₀-₉]/u

/** Letters alone and in pairs, as products are written, with a sign between them. */
const isFormula = (text: string): boolean =>
  (SIGNS.test(text) || /^\p{L}$/u.test(text)) && text.split(/[^\p{L}]+|(?<=[∂Δ])/u).every(word => word.length <= 2 || FUNCTIONS.test(word))

export const isAlike = (text: string): boolean => isFormula(text) || NAMES.some(pattern => pattern.test(text))
