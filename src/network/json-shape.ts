/** How deep a JSON text is nested, and a key that stands twice in one of its objects (or null). */
export interface JsonShape {
  readonly depth: number
  readonly duplicate: string | null
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d)

/** Behind the string whose opening quote is at `at`, or the text's end. */
function stringEnd(json: string, at: number): number {
  for (at++; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at + 1
  }
  return json.length
}

/**
 * What JSON.parse does not tell of a text. It keeps the last of two equal keys silently, so a file could show one
 * reader one array and another reader another; and a text nested a million deep is one that nothing should walk. Stops beyond `deepest`
 * and at a key that comes twice. One pass without recursion; a text that is no JSON has some shape or throws SyntaxError.
 */
export function jsonShape(json: string, deepest: number): JsonShape {
  const open: Set<string>[] = []
  let depth = 0
  for (let at = 0; at < json.length; at++) {
    const character = json[at]
    if (character === '{' || character === '[') {
      depth = Math.max(depth, open.push(new Set()))
      if (depth > deepest) break
    } else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = stringEnd(json, at)
      let next = end
      while (isSpace(json.charCodeAt(next))) next++
      const keys = json[next] === ':' ? open.at(-1) : undefined
      if (keys) {
        const key = JSON.parse(json.slice(at, end)) as string
        if (keys.has(key)) return { depth, duplicate: key }
        keys.add(key)
      }
      at = end - 1
    }
  }
  return { depth, duplicate: null }
}
