import { effect, signal } from '@preact/signals'
import type { LayerQuantity } from '../../experiment/index.ts'

export type Language = 'en' | 'zh'
export type Scheme = 'auto' | 'light' | 'dark'

/** What the time chart shows. */
export const quantity = signal<LayerQuantity>('deltaNorm')
export const language = signal<Language>(stored('language') === 'zh' || stored('language') === 'en' ? (stored('language') as Language)
  : preferred())
export const scheme = signal<Scheme>(stored('scheme') === 'light' || stored('scheme') === 'dark' ? (stored('scheme') as Scheme) : 'auto')
/** `embed=1`: without header and footer, for a frame in another page. */
export const embedded = signal(false)
/** Parts that a lesson hides: `hide=build,stories,…`. */
export const hidden = signal<ReadonlySet<string>>(new Set())

/** Whether the build panel is open: from the start where there is room beside the charts. */
export const buildOpen = signal(typeof matchMedia === 'function' && matchMedia('(min-width: 64rem)').matches)
/** Single keys such as Space for Play, which a person may need to turn off (WCAG 2.1.4). */
export const shortcuts = signal(stored('shortcuts') !== 'off')

function preferred(): Language {
  // Node, where tests draw the page to a string, has no navigator before 21.
  if (typeof navigator === 'undefined') return 'en'
  return navigator.languages.some(name => name.toLowerCase().startsWith('zh')) && !navigator.languages[0]?.toLowerCase().startsWith('en')
    ? 'zh' : 'en'
}

/** A page from disk or a strict browser may have no storage; then settings last as long as the page. */
function stored(name: string): string | null {
  try {
    return localStorage.getItem(`deltascope.${name}`)
  } catch {
    return null
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(`deltascope.${name}`, value)
  } catch {
    // Nothing is lost but the memory of a choice.
  }
}

export function chooseLanguage(next: Language): void {
  language.value = next
  store('language', next)
}

export function chooseScheme(next: Scheme): void {
  scheme.value = next
  store('scheme', next)
}

export function chooseShortcuts(on: boolean): void {
  shortcuts.value = on
  store('shortcuts', on ? 'on' : 'off')
}

/** Keeps the root element's language and scheme what the settings say. */
export function followSettings(root: HTMLElement): void {
  effect(() => {
    root.lang = language.value === 'zh' ? 'zh-Hans' : 'en'
    if (scheme.value === 'auto') delete root.dataset['scheme']
    else root.dataset['scheme'] = scheme.value
  })
}
