import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { NumbersTable, numbersOf, type Figure } from '../../charts/index.ts'
import { viewWords } from '../words/views.ts'
import { chartWords } from './chart-words.ts'
import { usePaced } from './pace.ts'

/** A table of many rows is set anew at most so often while training. */
const EVERY = 500

/** The numbers behind a panel as real tables, made only while they are open. */
export function NumbersBehind({ figures, title }: { readonly figures: () => readonly Figure[]; readonly title: string }): JSX.Element {
  const [open, setOpen] = useState(false)
  const w = viewWords.value.numbers
  return (
    <details class="ds-details" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{w.show}<span class="hush">: {title}</span></summary>
      {open && <Tables figures={figures} />}
    </details>
  )
}

function Tables({ figures }: { readonly figures: () => readonly Figure[] }): JSX.Element {
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
