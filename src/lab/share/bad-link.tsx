import type { JSX } from 'preact'
import { words } from '../words/index.ts'
import { badLink, mendLink } from './hash.ts'
import { shareWords } from './words.ts'

/** Says what is wrong with an address that cannot be read; what the page shows is untouched by it. */
export function BadLink(): JSX.Element | null {
  const bad = badLink.value
  if (!bad) return null
  const w = shareWords.value
  const { where, expected, got, remedy } = bad.mistake
  return (
    <section class="trouble" role="alert">
      <p><strong>{w.badLink}</strong> {words.value.mistake(where, expected, got)}</p>
      <p>{remedy && `${remedy}. `}{bad.kept ? w.badLinkKept : w.badLinkBook}</p>
      <p class="share-row"><button type="button" onClick={mendLink}>{w.badLinkMend}</button></p>
    </section>
  )
}
