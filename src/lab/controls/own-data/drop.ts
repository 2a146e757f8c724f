import { part } from '../../state/parts.ts'
import { buildOpen, hidden } from '../../state/settings.ts'
import { hovering } from './own-files.ts'

/** What reads files. */
export const reader = part(() => import('./take.ts'))

/** A lesson that hides the build panel wants its own data to stay. */
const holdsFiles = (event: DragEvent): boolean => !hidden.value.has('build') && (event.dataTransfer?.types.includes('Files') ?? false)

/** Files may be dropped anywhere on the page. What reads them is loaded then. */
export function listenForFiles(target: Document): void {
  target.addEventListener('dragover', event => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    hovering.value = true
  })
  target.addEventListener('dragleave', event => {
    if (event.relatedTarget === null) hovering.value = false
  })
  target.addEventListener('drop', event => {
    hovering.value = false
    if (!holdsFiles(event)) return
    event.preventDefault()
    void take([...(event.dataTransfer?.files ?? [])])
  })
}

/** As if they had been dropped. What becomes of them is said in the build panel. */
export async function take(files: readonly File[]): Promise<void> {
  if (files.length === 0) return
  buildOpen.value = true
  await (await reader.load()).takeFiles(files)
}
