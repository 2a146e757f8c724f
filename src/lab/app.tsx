import type { JSX } from 'preact'
import { Header } from './controls/header.tsx'
import { RunBar } from './controls/run-bar.tsx'
import { Trouble } from './controls/trouble.tsx'
import { BadLink } from './share/bad-link.tsx'
import { EmbedFoot } from './share/embed-foot.tsx'
import { ShareButton } from './share/share-button.tsx'
import { embedded, hidden } from './state/settings.ts'
import { NetworkPanel } from './views/network-panel.tsx'
import { SpeedPanel } from './views/speed-panel.tsx'
import { words } from './words/index.ts'

/** The whole page. A part named in `hide` is not there at all, so that nothing can focus it. */
export function App(): JSX.Element {
  const shown = (part: string): boolean => !hidden.value.has(part)
  return (
    <>
      <a class="skip" href="#charts" onClick={skip}>{words.value.skip}</a>
      {shown('header') && <Header>{shown('share') && <ShareButton />}</Header>}
      {shown('run') && <RunBar />}
      <div class="body">
        <main id="charts" tabindex={-1}>
          <BadLink />
          <Trouble />
          {shown('network') && <NetworkPanel />}
          {shown('speed') && <SpeedPanel />}
        </main>
      </div>
      {embedded.value && shown('share') && <EmbedFoot />}
    </>
  )
}

/** The hash is the experiment, so a link to a part of the page moves the focus itself. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('charts')?.focus()
}
