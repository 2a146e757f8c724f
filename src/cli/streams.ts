import { InputError } from '../errors/index.ts'

let closed = false
let failure: string | undefined
const listeners = new Set<() => void>()

/**
 * `… | head` closes our standard output while we write: that is the reader's right, so what follows is dropped silently.
 * A full disk behind `> file` is not: `finishOutput` turns it into an error.
 */
export function guardStreams(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    closed = true
    if (error.code !== 'EPIPE') failure ??= error.code ?? error.message
    for (const listener of listeners) listener()
  })
  process.stderr.on('error', () => undefined)
}

/** Called once when nobody reads standard output any more. */
export function onOutputClosed(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A result for people, on standard output, in signs that the terminal can show. */
export function print(text: string): void {
  if (!closed) process.stdout.write(`${legible(text)}\n`)
}

/** A result for programs, as it is, waiting whenever the reader is slower than we are. */
export async function printParts(parts: Iterable<string>): Promise<void> {
  for (const part of parts) {
    if (closed) return
    if (process.stdout.write(part)) continue
    await new Promise<void>(resume => {
      const go = (): void => {
        process.stdout.off('drain', go)
        process.stdout.off('error', go)
        resume()
      }
      process.stdout.on('drain', go)
      process.stdout.on('error', go)
    })
  }
}

/** A note, on standard error. */
export function note(text: string): void {
  process.stderr.write(`${legible(text)}\n`)
}

/** Waits until standard output has taken everything; throws when it could not (a full disk). */
export async function finishOutput(): Promise<void> {
  if (!closed) await new Promise<void>(done => process.stdout.write('', () => done()))
  if (failure !== undefined) {
    const got = failure === 'ENOSPC' ? 'ENOSPC (no space left)' : failure
    throw new InputError({ code: 'file', where: 'standard output', expected: 'room to write', got })
  }
}

/** Columns to write for: COLUMNS where it is set, as everywhere; the terminal's; else 100. Never below 40 and never above 120. */
export function columns(): number {
  const asked = /^\d{1,4}$/.test(process.env.COLUMNS ?? '') ? Number(process.env.COLUMNS) : 0
  return Math.max(40, Math.min(120, asked || process.stdout.columns || 100))
}

/** A text in lines of at most `width` signs, broken at spaces. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    if (line === '') lines[lines.length - 1] = word
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

/** A sentence as wide as the window, in signs that it can show. */
export const paragraph = (text: string): string => wrapped(legible(text), columns()).join('\n')

/** Whether curves may be coloured: only for a terminal that shows colours, and never against NO_COLOR (no-color.org). */
export function colours(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
}

/** Whether the terminal (or what reads us) shows only ASCII. */
export function asciiOnly(): boolean {
  const locale = process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || ''
  return process.env.TERM === 'linux' || process.env.TERM === 'dumb' || (locale !== '' && !/utf-?8/i.test(locale))
}

/** The text as it is, or in ASCII where nothing else can be shown: every sign the command line writes has a spelling. */
export function legible(text: string): string {
  return asciiOnly() ? spelled(text) : text
}

const SPELLINGS: Readonly<Record<string, string>> = {
  '‖': '||', 'δ': 'delta', 'Δ': 'Delta', 'η': 'eta', 'λ': 'lambda', 'σ': 'sigma', 'φ': 'phi', 'Σ': 'Sigma', 'μ': 'mu',
  'χ': 'chi', 'ξ': 'xi', 'ᵀ': '^T', 'ˡ': '^l',
  '∂': 'd', '∇': 'grad ', '√': 'sqrt ', '×': 'x', '·': '*', '±': '+-', '−': '-', '–': '-', '—': '-', '′': "'", '’': "'",
  '‘': "'", '“': '"', '”': '"', '…': '...', '→': '->', '≈': '~', '≤': '<=', '≥': '>=', '≠': '!=', '≪': '<<', '≫': '>>',
  '∞': 'inf', '∈': 'in', '∼': '~', '━': '=', '─': '-', '│': '|', '┤': '+', '└': '+', '┬': '+', '\u00a0': ' ', '\u2009': ' ', '\u202f': ' ',
  '⊙': '*', '⁺': '+', '⁻': '-'
}

/** In ASCII: signs by name, powers as ^2, indices as _1, accents dropped, and ? for what has no spelling. */
export function spelled(text: string): string {
  return text
    .replaceAll(/⁻?[⁰¹²³⁴-⁹]+/g, power => `^${power.normalize('NFKD').replace('−', '-')}`)
    .replaceAll(/[₀-₉]+/g, index => `_${index.normalize('NFKD')}`)
    .replaceAll(/[^\u0000-\u007f]/gu, sign => SPELLINGS[sign] ?? (sign.normalize('NFKD').replaceAll(/[^\u0000-\u007f]/gu, '') || '?'))
}
