import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { canKeep, ghosts, keepRun, MOST_GHOSTS, removeGhost, renameGhost, type Ghost } from '../state/ghosts.ts'
import { hrefOf } from './href.ts'
import { DashSample } from './dash-sample.tsx'
import { compareWords } from './words.ts'

/** Keeps the run on the page, and lists those that are kept. */
export function KeptList(): JSX.Element {
  const w = compareWords.value
  const button = useRef<HTMLButtonElement>(null)
  const [said, setSaid] = useState('')
  const keep = (): void => {
    const ghost = keepRun()
    if (ghost) setSaid(w.kept(ghost.name))
  }
  const remove = ({ id, name }: Ghost): void => {
    removeGhost(id)
    setSaid(w.removed(name))
    // What had the focus is gone.
    button.current?.focus()
  }
  const full = ghosts.value.length >= MOST_GHOSTS
  return (
    <>
      <p class="compare-keep">
        <button ref={button} type="button" aria-disabled={!canKeep.value} onClick={keep}>{w.keep}</button>
        <span role="status">{full ? w.full : said}</span>
      </p>
      {ghosts.value.length > 0 && (
        <ul class="kept" aria-label={w.list}>
          {ghosts.value.map(ghost => <Kept key={ghost.id} ghost={ghost} remove={remove} />)}
        </ul>
      )}
    </>
  )
}

function Kept({ ghost, remove }: { readonly ghost: Ghost; readonly remove: (ghost: Ghost) => void }): JSX.Element {
  const w = compareWords.value
  const { id, name, place, experiment, fingerprint } = ghost
  return (
    <li>
      <DashSample place={place} />
      <input type="text" value={name} maxLength={60} aria-label={w.name(name)} onChange={event => {
        renameGhost(id, event.currentTarget.value)
        event.currentTarget.value = ghosts.peek().find(one => one.id === id)?.name ?? ''
      }} />
      {fingerprint && <code title={w.fingerprint}>{fingerprint.slice(0, 12)}</code>}
      <a href={hrefOf(experiment)} aria-label={w.open(name)}>{w.openShort}</a>
      <button type="button" aria-label={w.remove(name)} onClick={() => remove(ghost)}>{w.removeShort}</button>
    </li>
  )
}
