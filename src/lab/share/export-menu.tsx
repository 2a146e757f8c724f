import type { JSX } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Figure } from '../../charts/index.ts'
import { part } from '../state/parts.ts'
import { words } from '../words/index.ts'

const PICTURES = ['svg', 'png'] as const
const pictures = part(() => import('./pictures.ts'))

/**
 * A panel's pictures to take away, as they are at the click. `name` is the panel's, for the file and for a screen reader's `Export: …`;
 * `file` its name within file names, in Latin letters.
 */
export function ExportMenu(props: {
  readonly figures: () => readonly Figure[]
  readonly name: string
  readonly file: string
}): JSX.Element {
  const menu = useRef<HTMLDetailsElement>(null)
  const [failed, setFailed] = useState('')
  const id = useId()
  const w = words.value
  const shut = (): void => {
    if (!menu.current?.open) return
    menu.current.open = false
    menu.current.querySelector('summary')?.focus()
  }
  const leave = (to: Node): void => {
    if (menu.current && !menu.current.contains(to)) menu.current.open = false
  }
  useEffect(() => {
    const listen = (event: Event): void => leave(event.target as Node)
    document.addEventListener('pointerdown', listen)
    return () => document.removeEventListener('pointerdown', listen)
  }, [])
  const take = async (format: 'svg' | 'png'): Promise<void> => {
    try {
      const { savePictures } = await pictures.load()
      await savePictures(props.figures(), props.file, format)
      setFailed('')
      shut()
    } catch (error) {
      setFailed(words.peek().notSaved(error instanceof Error ? error.message : String(error)))
    }
  }
  return (
    <details
      ref={menu} class="menu"
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        shut()
      }}
      onFocusOut={event => event.relatedTarget instanceof Node && leave(event.relatedTarget)}
    >
      <summary id={id}>{w.export}<span class="hush">: {props.name}</span></summary>
      <div class="menu-list" role="group" aria-labelledby={id}>
        {PICTURES.map(format => <button type="button" onClick={() => void take(format)}>{w[format]}</button>)}
        {failed && <p role="alert">{failed}</p>}
      </div>
    </details>
  )
}
