import { hovering } from './own-files.ts'

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

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

/** As if they had been dropped. */
export async function take(files: readonly File[]): Promise<void> {
  if (files.length > 0) await (await import('./take.ts')).takeFiles(files)
}
