import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { chooseShortcuts, shortcuts } from '../state/settings.ts'
import { controlWords } from '../words/controls.ts'
import { helpOpen } from './help-button.tsx'
import { KEYS, works } from './keys.ts'

/** The keys of the page that do something, and the way to turn single ones off. */
export function Help(): JSX.Element {
  const w = controlWords.value.help
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={() => (helpOpen.value = false)}>
      <h2 id="help-title">{w.title}</h2>
      <table>
        <tbody>
          {(Object.keys(KEYS) as (keyof typeof KEYS)[]).filter(works).map(name => (
            <tr><th scope="row"><kbd>{KEYS[name] === ' ' ? w.space : KEYS[name]}</kbd></th><td>{w[name]}</td></tr>
          ))}
          {(['arrows', 'enter', 'escape'] as const).map(name => <tr><th scope="row"><kbd>{w.named[name]}</kbd></th><td>{w[name]}</td></tr>)}
        </tbody>
      </table>
      <label class="flag">
        <input type="checkbox" checked={shortcuts.value} onChange={event => chooseShortcuts(event.currentTarget.checked)} />
        <span>{w.single}</span>
      </label>
      <form method="dialog"><button type="submit" autofocus>{w.close}</button></form>
    </dialog>
  )
}
