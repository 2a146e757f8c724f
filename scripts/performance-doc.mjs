// Writes a measured section of docs/performance.md and the summary at its head: node scripts/performance-doc.mjs [options of the bench] (after the build; minutes). Which
// of the two is told by what was measured: vectors of 128 bits, or with Node 24, 25 or 26 (npx node@24 scripts/…) of 256.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { withSummary } from './performance-summary.mjs'

const path = new URL('../docs/performance.md', import.meta.url)
const options = { cwd: new URL('..', import.meta.url), encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'inherit'] }
const section = execFileSync(process.execPath, ['dist/bench/main.js', '--markdown', ...process.argv.slice(2)], options)

const bits = /vectors of (128|256) bits/.exec(section)?.[1]
const [begin, end] = [`<!-- bench-${bits}:begin -->`, `<!-- bench-${bits}:end -->`]
// What a page downloads does not depend on the vectors and stands in the first section; headings of the second say which it is.
const printed = bits === '256' ? section.replace(/\n### What a page downloads[^]*$/, '').replaceAll(/^### .*$/gm, '$& (256 bits)') : section
const text = readFileSync(path, 'utf8')
const [first, last] = [text.indexOf(begin), text.indexOf(end)]
if (first < 0 || last < first) throw new Error(`docs/performance.md lacks its marks ${begin} … ${end}`)
writeFileSync(path, withSummary(`${text.slice(0, first)}${begin}\n${printed}${text.slice(last)}`))
