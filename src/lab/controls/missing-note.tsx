import type { JSX } from 'preact'
import { missing, tryAgain } from '../state/parts.ts'
import { words } from '../words/index.ts'

/** Says wherever one reads that a part could not be loaded, until it is. */
export function MissingNote(): JSX.Element | null {
  if (!missing.value) return null
  const w = words.value.missing
  return (
    <p class="missing" role="alert">
      {w.says} <button type="button" onClick={tryAgain}>{missing.value === 'file' ? w.reload : w.again}</button>
    </p>
  )
}
