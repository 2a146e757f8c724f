import type { JSX } from 'preact'
import { chineseWords, englishWords, FigureView, type Figure } from '../../charts/index.ts'
import { useWords } from './words.ts'

/** A figure of the shared charts with its sentence under it, in the page's language. */
export function Chart({ figure, id }: { readonly figure: Figure; readonly id: string }): JSX.Element {
  const words = useWords().language === 'zh' ? chineseWords : englishWords
  return <FigureView figure={figure} id={`understand-${id}`} words={words} />
}
