import { readFileSync } from 'node:fs'

/** From package.json, which stands two folders above dist/cli and src/cli alike. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return String((JSON.parse(text) as { version?: unknown }).version)
}
