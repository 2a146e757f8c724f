import type { JSX } from 'preact'
import { experiment } from '../state/lab.ts'
import { words } from '../words/index.ts'
import { linkTo } from './links.ts'

/** In a frame: the way out to the whole lab, with the experiment as it stands. */
export function EmbedFoot(): JSX.Element {
  const take = (event: { readonly currentTarget: HTMLAnchorElement }): void => {
    event.currentTarget.href = linkTo(location.href, experiment.peek())
  }
  return (
    <footer class="embed-foot">
      <a href={location.href.replace(/#.*$/s, '')} target="_blank" rel="noopener" onClick={take} onAuxClick={take} onFocus={take} onPointerEnter={take}>{words.value.openInLab}</a>
    </footer>
  )
}
