import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// A headless browser asks for no icon, so only the text tells.
test('the page that is one file names no other file, not even its icon', () => {
  const html = readFileSync(new URL('../../dist/deltascope-lab.html', import.meta.url), 'utf8')
  const tags = html.replaceAll(/(<script\b[^>]*>)[^]*?<\/script>/g, '$1').match(/<(?:link|script|img)\b[^>]*>/g) ?? []
  expect(tags.some(tag => /rel="icon" href="data:image\/svg\+xml/.test(tag))).toBe(true)
  for (const tag of tags) expect(tag).not.toMatch(/(?:href|src)="(?!data:)/)
})
