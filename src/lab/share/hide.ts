import { effect } from '@preact/signals'
import { hidden } from '../state/settings.ts'

/**
 * Takes what a lesson hides off the page: every element that bears one of the names in `data-part`. Without a box it can be neither seen,
 * focused nor read out. Whole panels are left out by app.tsx before they are drawn; this is for single controls.
 */
export function followHidden(): void {
  const sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  effect(() => {
    const names = [...hidden.value].filter(name => /^[a-z][\w-]*$/i.test(name))
    sheet.replaceSync(names.map(name => `[data-part~="${name}"]{display:none!important}`).join(''))
  })
}
