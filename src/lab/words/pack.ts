import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { part, type Part } from '../state/parts.ts'
import { chooseLanguage, language, type Language } from '../state/settings.ts'

type Pack = typeof import('./chinese.ts')

const chinese = signal<Pack | null>(null)
const needed: Readonly<Record<Language, Part<unknown>[]>> = { en: [], zh: [] }

/** Words that come with a part, and without which the page cannot be read in their language. */
export function wordsPart<T>(of: Language, fetching: () => Promise<T>): Part<T> {
  const one = part(fetching)
  needed[of].push(one)
  return one
}

export async function loadChinese(): Promise<void> {
  chinese.value ??= await import('./chinese.ts')
}

const shell = wordsPart('zh', loadChinese)

let asked: Language | undefined

/** Changes the language once all its words are there, so that no page stands half in one and half in another; the last one asked for counts. */
export async function switchTo(next: Language, set: (next: Language) => void = chooseLanguage): Promise<void> {
  asked = next
  await Promise.all(needed[next].map(one => one.load()))
  if (asked === next) set(next)
}

/** Resolves when the page can be read: in the language chosen, or in English where that one cannot be had now. */
export async function followLanguage(): Promise<void> {
  if (language.peek() !== 'zh') return
  await shell.early()
  if (chinese.peek()) return
  language.value = 'en'
  void switchTo('zh', next => (language.value = next))
}

/** A catalogue of the shell in the language chosen; English until the Chinese one has come. */
export function inBoth<Words>(english: Words, of: (pack: Pack) => Words): ReadonlySignal<Words> {
  return computed(() => (language.value === 'zh' && chinese.value ? of(chinese.value) : english))
}
