import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { language } from '../state/settings.ts'

type Pack = typeof import('./chinese.ts')

const chinese = signal<Pack | null>(null)

export async function loadChinese(): Promise<void> {
  chinese.value ??= await import('./chinese.ts')
}

/** Loads Chinese as soon as it is asked for; resolves when the language chosen now can be read. Once. */
export async function followLanguage(): Promise<void> {
  let first: Promise<void> | undefined
  effect(() => {
    if (language.value === 'zh') first ??= loadChinese()
  })
  await first
}

/** A catalogue of the shell in the language chosen; English until the Chinese one has come. */
export function inBoth<Words>(english: Words, of: (pack: Pack) => Words): ReadonlySignal<Words> {
  return computed(() => (language.value === 'zh' && chinese.value ? of(chinese.value) : english))
}
