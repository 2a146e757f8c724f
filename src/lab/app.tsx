import type { JSX } from 'preact'
import { BuildPanel } from './controls/build-panel.tsx'
import { DropHint } from './controls/drop-hint.tsx'
import { Footer } from './controls/footer.tsx'
import { onDemand } from './controls/on-demand.tsx'
import { HelpDialog } from './controls/help-button.tsx'
import { Header } from './controls/header.tsx'
import { MissingNote } from './controls/missing-note.tsx'
import { RunBar } from './controls/run-bar.tsx'
import { Trouble } from './controls/trouble.tsx'
import { BadLink } from './share/bad-link.tsx'
import { EmbedFoot } from './share/embed-foot.tsx'
import { ShareButton } from './share/share-button.tsx'
import { stale } from './state/lab.ts'
import { embedded, hidden } from './state/settings.ts'
import { StoriesButton, StoriesPart } from './stories/stories-part.tsx'
import { isThought } from './stories/story-state.ts'
import { UnderstandPart } from './understand/understand-part.tsx'
import { FormulaDialog } from './views/formula-dialog.tsx'
import { Headline } from './views/headline.tsx'
import { NetworkPanel } from './views/network-panel.tsx'
import { SpeedPanel } from './views/speed-panel.tsx'
import { words } from './words/index.ts'

// What stands below the first screen comes after the first drawing.
const SharesPanel = onDemand(async () => (await import('./views/shares-panel.tsx')).SharesPanel)
const SlopesPanel = onDemand(async () => (await import('./views/slopes-panel.tsx')).SlopesPanel)
const ActivationsPanel = onDemand(async () => (await import('./views/activations-panel.tsx')).ActivationsPanel)
const Compare = onDemand(async () => (await import('./compare/compare.tsx')).Compare)
const CostPanel = onDemand(async () => (await import('./views/cost-panel.tsx')).CostPanel)

/** The whole page. A part named in `hide` is not there at all, so that nothing can focus it. */
export function App(): JSX.Element {
  const shown = (part: string): boolean => !hidden.value.has(part)
  const thought = shown('stories') && isThought.value
  return (
    <>
      <a class="skip" href="#charts" onClick={skip}>{words.value.skip}</a>
      {shown('header') && <Header>{shown('stories') && <StoriesButton />}{shown('share') && <ShareButton />}</Header>}
      {shown('run') && <RunBar />}
      <div class="body">
        {shown('stories') && <StoriesPart />}
        {shown('build') && <BuildPanel />}
        <main id="charts" tabindex={-1} aria-busy={stale}>
          {shown('header') || <h1 class="hush">{words.value.title}</h1>}
          <BadLink />
          <Trouble />
          {shown('understand') && thought && <UnderstandPart />}
          {shown('headline') && <Headline />}
          {shown('network') && <NetworkPanel />}
          {shown('speed') && <SpeedPanel />}
          {shown('cost') && <CostPanel />}
          {shown('shares') && <SharesPanel />}
          {shown('slopes') && <SlopesPanel />}
          {shown('activations') && <ActivationsPanel />}
          {shown('compare') && <Compare />}
          {shown('understand') && !thought && <UnderstandPart />}
        </main>
      </div>
      {shown('footer') && <Footer />}
      <DropHint />
      <MissingNote />
      <FormulaDialog />
      <HelpDialog />
      {embedded.value && shown('share') && <EmbedFoot />}
    </>
  )
}

/** The hash is the experiment, so a link to a part of the page moves the focus itself. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('charts')?.focus()
}
