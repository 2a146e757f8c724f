import type { JSX } from 'preact'
import { missing, tryAgain } from '../state/parts.ts'
import { words } from '../words/index.ts'
import { focusOn } from './focus-on.ts'

/** The button goes with the note. */
function again(): void {
  tryAgain()
  focusOn('charts')
}

/** Says wherever one reads that a part could not be loaded, until it is. */
export function MissingNote(): JSX.Element | null {
  if (!missing.value) return null
  const w = words.value.missing
  return (
    <p class="missing" role="alert">
      {w.says} <button type="button" onClick={again}>{missing.value === 'file' ? w.reload : w.again}</button>
    </p>
  )
}
