/** Signs that would steer a terminal or reorder a line: C0 and C1 controls, bidirectional overrides, lone surrogates. */
const steering = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/**
 * A stranger's string made fit for one line of a report or a terminal: tabs and line ends become spaces, other steering
 * signs become �, and more than `limit` UTF-16 units are cut with an ellipsis. HTML is escaped by the renderer, not here.
 */
export function clean(text: unknown, limit = 400): string {
  const raw = String(text)
  const cut = raw.length > limit ? `${raw.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…` : raw
  return cut.replaceAll(/[\t\n\r]+/g, ' ').replaceAll(steering, '�')
}

/** `clean`, with a number and its per cent sign, "η = 0.1" and "5–95" kept on one line each. */
export const prose = (text: unknown, limit?: number): string => clean(text, limit)
  .replaceAll(/(\d) %/g, '$1\u00a0%')
  .replaceAll(/ ([=≈≤≥<>]) (?=[\d.−-])/g, '\u2060\u00a0$1\u00a0')
  .replaceAll(/(\d)–(?=\d)/g, '$1\u2060–\u2060')

/** Terminal cells a code point takes: 0 for combining marks, 2 for East Asian wide and emoji, else 1 (Unicode TR11, main blocks). */
function cellsOf(code: number): number {
  if ((code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200d) || (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0x20d0 && code <= 0x20ff) || (code >= 0x1ab0 && code <= 0x1aff)) return 0
  const wide =
    (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0x303e) || (code >= 0x3041 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  return wide ? 2 : 1
}

/** Width of a string in terminal cells. */
export function cells(text: string): number {
  let sum = 0
  for (const sign of text) sum += cellsOf(sign.codePointAt(0)!)
  return sum
}

/** The longest start of `text` that fits `width` cells, never splitting a sign from its combining marks. */
export function takeCells(text: string, width: number): string {
  let taken = ''
  let used = 0
  for (const sign of text) {
    used += cellsOf(sign.codePointAt(0)!)
    if (used > width) break
    taken += sign
  }
  return taken
}

/** `text` cut to `width` cells, with an ellipsis where it was cut. */
export function fitCells(text: string, width: number): string {
  return cells(text) <= width ? text : `${takeCells(text, Math.max(0, width - 1))}…`
}

/** Generous estimate of the width in px of `text` set in a sans-serif of `size` px; a renderer without fonts has no better. */
export function textWidth(text: string, size: number): number {
  let sum = 0
  for (const sign of text) {
    const wide = cellsOf(sign.codePointAt(0)!)
    sum += wide === 1 ? (/[il.,:;|'!ıjt()[\] ]/.test(sign) ? 0.36 : /[A-ZmwMW—%@]/.test(sign) ? 0.74 : 0.58) : wide / 2
  }
  return sum * size
}

/** `text` cut to `width` px at `size` px. */
export function fitWidth(text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text
  const signs = [...text]
  while (signs.length > 1 && textWidth(`${signs.join('')}…`, size) > width) signs.pop()
  return `${signs.join('').trimEnd()}…`
}
