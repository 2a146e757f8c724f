import { effect, signal } from '@preact/signals'
import { language, type Language } from '../state/settings.ts'
import { wordsPart } from '../words/pack.ts'
import type { StoriesWords } from '../words/stories.en.ts'
import type { Part } from '../state/parts.ts'

const catalogues: Readonly<Record<Language, Part<StoriesWords>>> = {
  en: wordsPart('en', async () => (await import('../words/stories.en.ts')).english),
  zh: wordsPart('zh', async () => (await import('../words/stories.zh.ts')).chinese)
}

/** The stories' words in the language chosen; null until they are there. */
export const storyWords = signal<StoriesWords | null>(null)

async function load(wanted: Language): Promise<void> {
  const words = await catalogues[wanted].load()
  if (language.peek() === wanted) storyWords.value = words
}

/** Keeps the words what the language says. Once. */
export function followLanguage(): void {
  effect(() => void load(language.value))
}
