/** Where what had the focus goes, the first of these elements that is there takes it: else it would fall to the top of the page. */
export function focusOn(...ids: readonly string[]): void {
  ids.map(id => document.getElementById(id)).find(Boolean)?.focus({ preventScroll: true })
}
