import type { JSX } from 'preact'
import { focusOn } from '../controls/focus-on.ts'
import { MistakeText } from '../controls/mistake-text.tsx'
import { badLink, mendLink } from './hash.ts'
import { shareWords } from './words.ts'

/** The button goes with the note. */
function mend(): void {
  mendLink()
  focusOn('charts')
}

/** Says what is wrong with an address that cannot be read; what the page shows is untouched by it. */
export function BadLinkBody(): JSX.Element | null {
  const bad = badLink.value
  if (!bad) return null
  const w = shareWords.value
  return (
    <section class="trouble" role="alert">
      <p><strong>{w.badLink}</strong> <MistakeText mistake={bad.mistake} /></p>
      <p>{bad.kept ? w.badLinkKept : w.badLinkBook}</p>
      <p class="share-row"><button type="button" onClick={mend}>{w.badLinkMend}</button></p>
    </section>
  )
}
