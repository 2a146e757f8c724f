import type { JSX } from 'preact'
import { NumbersTable, numbersOf, type Figure } from '../../charts/index.ts'
import { chartWords } from './chart-words.ts'
import { usePaced } from './pace.ts'

/** A table of many rows is set anew at most so often while training. */
const EVERY = 500

/** The numbers of figures, each as a table. */
export function NumbersTables({ figures }: { readonly figures: () => readonly Figure[] }): JSX.Element {
  const words = chartWords.value
  const shown = usePaced(figures, EVERY, [figures])
  return (
    <>
      {shown.map(figure => {
        const numbers = numbersOf(figure, words)
        return (
          <div>
            {numbers.note && <p class="ds-note">{numbers.note}</p>}
            <NumbersTable numbers={numbers} label={words.numbersOf(figure.title)} />
          </div>
        )
      })}
    </>
  )
}
