import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { controlWords } from '../../words/controls.ts'
import { MistakeText } from '../mistake-text.tsx'
import { take } from '../own-data/drop.ts'
import { taking } from '../own-data/own-files.ts'

/** A button for files, and what became of those that were given. */
export function OwnData(): JSX.Element {
  const w = controlWords.value.data
  const input = useRef<HTMLInputElement>(null)
  const now = taking.value
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (now?.kind === 'failed' || now?.kind === 'waiting') place.current?.scrollIntoView({ block: 'nearest' })
  }, [now])
  return (
    <div class="own" ref={place}>
      <button type="button" class="small" onClick={() => input.current?.click()}>{w.choose}</button>
      <input
        ref={input} type="file" multiple hidden tabIndex={-1} aria-label={w.choose}
        onChange={event => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          void take(files)
        }}
      />
      <p class="hint">{w.formats}</p>
      <p class="hint" role="status">{now?.kind === 'reading' ? w.reading(now.name) : now?.kind === 'waiting' ? w.waits(now.name) : ''}</p>
      {now?.kind === 'failed' && <p class="wrong" role="alert"><MistakeText mistake={now.mistake} /></p>}
    </div>
  )
}
