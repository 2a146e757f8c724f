import { effect } from '@preact/signals'
import { part } from '../state/parts.ts'
import { hidden } from '../state/settings.ts'
import { PARTS } from './parts.ts'

const paths = part(() => import('./field-paths.ts'))

/**
 * Takes what a lesson hides off the page: every element that bears one of the names in `data-part`, and the control of every field of the
 * experiment that is named as in a link (`lr`, `act`). Without a box it can be neither seen, focused nor read out. Whole panels app.tsx
 * leaves out before they are drawn.
 */
export function followHidden(): void {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const hide = (selectors: readonly string[]): void => void sheet.replaceSync(selectors.map(one => `${one}{display:none!important}`).join(''))
  effect(() => {
    const names = [...hidden.value].filter(name => /^[a-z][\w-]*$/i.test(name))
    const parts = names.map(name => `[data-part~="${name}"]`)
    hide(parts)
    const fields = names.filter(name => !(PARTS as readonly string[]).includes(name))
    if (fields.length > 0) void paths.load().then(({ selectorsOf }) => names.every(name => hidden.peek().has(name)) && hide([...parts, ...selectorsOf(fields)]))
  })
}
