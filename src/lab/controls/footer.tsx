import type { JSX } from 'preact'
import { words } from '../words/index.ts'
import { HelpButton } from './help-button.tsx'
import { VERSION } from './version.ts'

/** What the page is, and what it does not do. */
export function Footer(): JSX.Element {
  const w = words.value.footer
  return (
    <footer class="foot">
      <p>{w.what}</p>
      <p>{w.alone}</p>
      <p>Deltascope {VERSION} · {w.licence}</p>
      <HelpButton />
    </footer>
  )
}
