/**
 * A formula as one line of text, read into a tree that `tex.tsx` sets as MathML Core.
 *
 *   x_1^l  σ′^l           subscript, superscript, prime; the argument is one atom or {…}; digits raised as ⁻³ count as a superscript
 *   frac{a}{b} sqrt{x}    fraction, root
 *   abs{x} norm{x} mean{x} paren{x}   |x|, ‖x‖, ⟨x⟩, (x), as tall as what they hold
 *   ∑_k^L ∏ max sup       limits stand below and above
 *   ln tanh rms           two Latin letters or more are one upright word; one is a variable
 *   "text"                words
 *   ~                     outside braces: here the line may be broken
 */
export type Node =
  | { readonly kind: 'identifier' | 'number' | 'operator' | 'text'; readonly text: string }
  | { readonly kind: 'row'; readonly children: readonly Node[] }
  | { readonly kind: 'fenced'; readonly open: string; readonly close: string; readonly body: Node }
  | { readonly kind: 'fraction'; readonly over: Node; readonly under: Node }
  | { readonly kind: 'prime'; readonly base: Node; readonly text: string }
  | { readonly kind: 'root'; readonly body: Node }
  | {
      readonly kind: 'scripts'; readonly base: Node; readonly below: Node | undefined; readonly above: Node | undefined
      readonly limits: boolean
    }

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const token = /\s+|"[^"]*"|[A-Za-z]{2,}|\d+(?:\.\d+)?|[⁻⁰¹²³⁴-⁹]+|./gsu
const fences: Readonly<Record<string, readonly [string, string]>> = {
  abs: ['|', '|'], paren: ['(', ')'], norm: ['‖', '‖'], mean: ['⟨', '⟩']
}
const limits = new Set(['∑', '∏', 'max', 'min', 'sup'])
const operators = new Set('+−±=≠≤≥<>≈∼·×÷⊙,;:()[]/→⇒⇔⋯…∈∝∑∏∇∀')
const numbers = new Set('½¼∞')
const letters = /^[\p{L}∂Δ∅]$/u

/** The pieces between the places where the line may be broken. Throws on a sign that the notation does not have. */
export function parse(source: string): readonly Node[] {
  const tokens = (source.match(token) ?? []).filter(t => t.trim() !== '')
  const reader = { tokens, at: 0 }
  const pieces: Node[] = []
  for (;;) {
    pieces.push(row(reader, false))
    if (reader.at >= tokens.length) return pieces
    if (tokens[reader.at++] !== '~') throw new SyntaxError(`a brace too many in ${source}`)
  }
}

type Reader = { readonly tokens: readonly string[]; at: number }

function row(reader: Reader, braced: boolean): Node {
  const children: Node[] = []
  while (reader.at < reader.tokens.length) {
    const next = reader.tokens[reader.at]!
    if (next === '}' || (next === '~' && !braced)) break
    children.push(scripted(reader))
  }
  return children.length === 1 ? children[0]! : { kind: 'row', children }
}

/** An atom with what hangs on it: primes, a subscript, a superscript. */
function scripted(reader: Reader): Node {
  const name = reader.tokens[reader.at]!
  const bare = atom(reader)
  let primes = ''
  let below: Node | undefined
  const above: Node[] = []
  for (;;) {
    const next = reader.tokens[reader.at]
    if (next === "'" || next === '′') primes += '′'
    else if (next !== undefined && /^[⁻⁰¹²³⁴-⁹]/u.test(next)) above.push(raisedNumber(next))
    else if (next === '_' || next === '^') {
      reader.at++
      const script = atom(reader)
      if (next === '_') below = script
      else above.push(script)
      continue
    } else break
    reader.at++
  }
  // Not a superscript: most fonts raise the sign by themselves.
  const base: Node = primes ? { kind: 'prime', base: bare, text: primes } : bare
  if (!below && above.length === 0) return base
  return { kind: 'scripts', base, below, above: above.length > 1 ? { kind: 'row', children: above } : above[0], limits: limits.has(name) }
}

function atom(reader: Reader): Node {
  const next = reader.tokens[reader.at++]
  if (next === undefined) throw new SyntaxError('a formula ends where something has to follow')
  if (next === '{') return braced(reader, true)
  if (next === 'frac') return { kind: 'fraction', over: braced(reader), under: braced(reader) }
  if (next === 'sqrt') return { kind: 'root', body: braced(reader) }
  const fence = fences[next]
  if (fence && reader.tokens[reader.at] === '{') return { kind: 'fenced', open: fence[0], close: fence[1], body: braced(reader) }
  if (next.startsWith('"')) return { kind: 'text', text: next.slice(1, -1) }
  if (/^\d/.test(next) || numbers.has(next)) return { kind: 'number', text: next }
  if (operators.has(next)) return { kind: 'operator', text: next }
  if (/^[A-Za-z]/.test(next) || letters.test(next) || next === '⊤') return { kind: 'identifier', text: next }
  throw new SyntaxError(`no such sign in a formula: ${next}`)
}

function braced(reader: Reader, opened = false): Node {
  if (!opened && reader.tokens[reader.at++] !== '{') throw new SyntaxError('a brace is missing')
  const body = row(reader, true)
  if (reader.tokens[reader.at++] !== '}') throw new SyntaxError('a brace is not closed')
  return body
}

function raisedNumber(signs: string): Node {
  return { kind: 'number', text: [...signs].map(s => (s === '⁻' ? '−' : String(raised.indexOf(s)))).join('') }
}
