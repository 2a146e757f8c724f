/** A key that an object names twice, and where it stands the second time. */
export interface RepeatedKey { readonly key: string; readonly at: number }

/**
 * The first key that comes a second time in its object, of a text that `JSON.parse` takes: it would silently drop the first value.
 * One pass, without recursion, so that no depth is too deep.
 */
export function repeatedKey(text: string): RepeatedKey | undefined {
  /** The keys of each object that is open; nothing for a list. */
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
        open.push(new Set())
        break
      case '[':
        open.push(undefined)
        break
      case '}':
      case ']':
        open.pop()
        break
      case '"': {
        const end = endOfText(text, at)
        const keys = open.at(-1)
        if (keys && isKey(text, end)) {
          const key = String(JSON.parse(text.slice(at, end)))
          if (keys.has(key)) return { key, at }
          keys.add(key)
        }
        at = end - 1
      }
    }
  }
  return undefined
}

/** Behind the closing quote of the text that begins here. */
function endOfText(text: string, begin: number): number {
  let end = begin + 1
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end + 1
}

/** Of all that may follow a text, only a colon makes it a key. */
function isKey(text: string, end: number): boolean {
  let next = end
  while (/\s/.test(text[next] ?? '')) next++
  return text[next] === ':'
}
