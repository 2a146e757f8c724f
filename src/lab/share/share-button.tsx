import type { ComponentType, JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { shareWords } from './words.ts'

const load = (): Promise<{ readonly ShareDialog: ComponentType<{ readonly close: () => void }> }> => import('./share-dialog.tsx')

/** Opens the dialog with links and files; its code comes when a pointer or the focus comes near. */
export function ShareButton(): JSX.Element {
  const [Dialog, setDialog] = useState<ComponentType<{ readonly close: () => void }> | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const w = shareWords.value
  const show = (): void => void load().then(({ ShareDialog }) => setDialog(() => ShareDialog))
  const close = (): void => {
    setDialog(null)
    button.current?.focus()
  }
  return (
    <div class="share">
      <button ref={button} type="button" aria-haspopup="dialog" onClick={show} onPointerEnter={() => void load()} onFocus={() => void load()}>{w.share} …</button>
      {Dialog && <Dialog close={close} />}
    </div>
  )
}
