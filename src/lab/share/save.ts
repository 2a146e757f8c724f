/** Hands a person a file: a download of bytes or text that the page holds. */
export function save(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download reads the blob after this task; a minute is far more than it needs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
