import { effect, signal } from '@preact/signals'
import { language, type Language } from '../state/settings.ts'
import type { StoriesWords } from '../words/stories.en.ts'

const loaded = new Map<Language, StoriesWords>()

/** The stories' words in the language chosen; null until they are there. Only the language that is read is loaded. */
export const storyWords = signal<StoriesWords | null>(null)

async function load(wanted: Language): Promise<void> {
  const words = loaded.get(wanted) ?? (await fetchWords(wanted))
  loaded.set(wanted, words)
  if (language.peek() === wanted) storyWords.value = words
}

async function fetchWords(wanted: Language): Promise<StoriesWords> {
  return wanted === 'zh' ? (await import('../words/stories.zh.ts')).chinese : (await import('../words/stories.en.ts')).english
}

/** Keeps the words what the language says. Once. */
export function followLanguage(): void {
  effect(() => void load(language.value))
}
