import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Mistake } from '../../errors/index.ts'
import { language } from '../state/settings.ts'
import { words } from '../words/index.ts'
import { wordsPart } from '../words/pack.ts'

/** Mistakes are English where they are made; what puts them in Chinese comes when one is first shown. */
const translation = wordsPart('zh', () => import('../words/mistakes.zh.ts'))
const inChinese = signal<((mistake: Mistake) => Mistake) | null>(null)

/** A mistake in words. At its own field (`brief`) the place goes without saying. */
export function MistakeText({ mistake, brief = false }: { readonly mistake: Mistake; readonly brief?: boolean }): JSX.Element {
  const chinese = language.value === 'zh'
  useEffect(() => {
    if (chinese) void translation.load().then(({ mistakeInChinese }) => (inChinese.value = mistakeInChinese))
  }, [chinese])
  const plain = { ...mistake, expected: plainly(mistake) }
  const said = chinese ? inChinese.value?.(plain) : plain
  const { where, expected, got, remedy } = said ?? mistake
  const w = words.value
  return <>{brief ? w.mistakeHere(expected, got) : w.mistake(where, expected, got)}{remedy ? `${chinese ? '' : ' '}${remedy.replace(/[^.?。？]$/, `$&${chinese ? '。' : '.'}`)}` : ''}</>
}

/** The largest number that a document takes. */
const LARGEST = 1e30

/** What a schema says in full, as one would say it to a person; its limits only to those who went beyond them. */
export function plainly({ expected, got }: Mistake): string {
  if (Math.abs(Number(got.replaceAll('"', ''))) > LARGEST) return expected
  return expected
    .replace(/^a number from 0 to 1e\+30$/, 'a number, 0 or more').replace(/^a number above 0, at most .*$/, 'a number above 0')
    .replace(/^a number of size at most .*$/, 'a number')
    .replace(/^a finite number that fits float32$/, 'a number').replace(/^at most data\.train, (\d+)$/, 'at most $1, the training examples')
}
