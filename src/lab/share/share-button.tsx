import type { ComponentType, JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { part } from '../state/parts.ts'
import { words } from '../words/index.ts'

const dialog = part(() => import('./share-dialog.tsx'))

/** Opens the dialog with links and files; its code comes when a pointer or the focus comes near. */
export function ShareButton(): JSX.Element {
  const [Dialog, setDialog] = useState<ComponentType<{ readonly close: () => void }> | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const w = words.value
  const show = (): void => void dialog.load().then(({ ShareDialog }) => setDialog(() => ShareDialog))
  const close = (): void => {
    setDialog(null)
    button.current?.focus()
  }
  return (
    <div class="share">
      <button ref={button} type="button" aria-haspopup="dialog" onClick={show} onPointerEnter={dialog.early} onFocus={dialog.early}>{w.share} …</button>
      {Dialog && <Dialog close={close} />}
    </div>
  )
}
