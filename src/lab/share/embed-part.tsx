import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { experiment } from '../state/lab.ts'
import { language } from '../state/settings.ts'
import { CopyField } from './copy-field.tsx'
import { snippetFor } from './links.ts'
import { PARTS } from './parts.ts'
import { shareWords } from './words.ts'

/** The custom element that holds this experiment on another page, with a choice of what it leaves out. */
export function EmbedPart(): JSX.Element {
  const [hide, setHide] = useState<ReadonlySet<string>>(new Set())
  const w = shareWords.value
  const toggle = (part: string): void => setHide(before => new Set(before.has(part) ? [...before].filter(one => one !== part) : [...before, part]))
  const script = new URL('deltascope-lab.js', document.baseURI).href
  const parts = PARTS.filter(part => part !== 'header' && part !== 'footer')
  return (
    <details class="share-embed">
      <summary>{w.embed}</summary>
      <p class="caption">{w.embedHint}</p>
      <fieldset>
        <legend>{w.hide}</legend>
        {parts.map(part => (
          <label class="choice"><input type="checkbox" checked={hide.has(part)} onChange={() => toggle(part)} />{w.parts[part]}</label>
        ))}
      </fieldset>
      <CopyField
        label={w.snippet} hint="" action={w.copySnippet} lines={4}
        text={snippetFor(script, experiment.value, parts.filter(part => hide.has(part)), language.value)}
      />
    </details>
  )
}
