import type { JSX } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Experiment } from '../../experiment/index.ts'
import { experiment, fingerprint } from '../state/lab.ts'
import { CopyField } from './copy-field.tsx'
import { EmbedPart } from './embed-part.tsx'
import { commandFor, linkTo } from './links.ts'
import { RunFiles } from './run-files.tsx'
import { shareWords } from './words.ts'

/** Everything that a person can take from the page: the link, the command, the files of the run, code for another page. */
export function ShareDialog({ close }: { readonly close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const w = shareWords.value
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const files = filesOf(experiment.value)
  return (
    <dialog ref={dialog} class="share-dialog" aria-labelledby={id} onClose={close} onClick={event => event.target === event.currentTarget && event.currentTarget.close()}>
      <div class="share-body">
        <div class="share-head">
          <h2 id={id}>{w.title}</h2>
          <button type="button" onClick={() => dialog.current?.close()}>{w.close}</button>
        </div>
        <CopyField label={w.link} hint={w.linkHint} text={linkTo(location.href, experiment.value)} action={w.copyLink} />
        <CopyField label={w.command} hint={w.commandHint} text={commandFor(experiment.value)} action={w.copyCommand} />
        {files.length > 0 && <p class="caption">{w.ownFiles(files.join(', '))}</p>}
        <p class="share-print">
          {fingerprint.value ? <>{w.fingerprint} <code>{fingerprint.value}</code></> : null}
          <span class="caption">{fingerprint.value ? w.fingerprintHint : w.noFingerprint}</span>
        </p>
        <RunFiles />
        <EmbedPart />
      </div>
    </dialog>
  )
}

/** Files that only the person on this page has, so that a link alone brings nobody else to the same run. */
function filesOf({ data, network }: Experiment): readonly string[] {
  const weights = network.initialization.weights.kind === 'safetensors' ? [network.initialization.weights.file] : []
  if (!('inputs' in data)) return weights
  const targets = data.kind === 'idx' || data.kind === 'npy' ? [data.targets] : []
  return [data.inputs, ...targets, ...weights]
}
