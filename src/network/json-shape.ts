/** One token of JSON that matters here: a string (with a colon behind it when it is a key), or a bracket. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g

/** How deep a valid JSON text is nested, and a key that stands twice in one of its objects (or null). */
export interface JsonShape {
  readonly depth: number
  readonly duplicate: string | null
}

/**
 * What JSON.parse does not tell of a valid JSON text. It keeps the last of two equal keys silently, so a file could show one
 * reader one array and another reader another; and a text nested a million deep is one that no recursive code should walk.
 */
export function jsonShape(json: string): JsonShape {
  const open: Set<string>[] = []
  let depth = 0
  for (const [token, colon] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth = Math.max(depth, open.push(new Set()))
    else if (token === '}' || token === ']') open.pop()
    else if (colon !== undefined) {
      const key = JSON.parse(token.slice(0, -colon.length)) as string
      if (open.at(-1)!.has(key)) return { depth, duplicate: key }
      open.at(-1)!.add(key)
    }
  }
  return { depth, duplicate: null }
}
