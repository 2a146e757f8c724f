/** How a copy went: `selected` means that the browser kept the clipboard from us, and the text waits for a Ctrl+C. */
export type Copied = 'copied' | 'selected'

/** Copies what a text field holds; where the clipboard is closed (a page without https, a frame without the right), selects it instead. */
export async function copy(field: HTMLInputElement | HTMLTextAreaElement): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(field.value)
    return 'copied'
  } catch {
    field.focus()
    field.select()
    return 'selected'
  }
}
