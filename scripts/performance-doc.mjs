// Writes the measured section of docs/performance.md: node scripts/performance-doc.mjs [options of the bench] (after the build; minutes).
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../docs/performance.md', import.meta.url)
const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->']
const text = readFileSync(path, 'utf8')
const [first, last] = [text.indexOf(begin), text.indexOf(end)]
if (first < 0 || last < first) throw new Error(`docs/performance.md lacks its marks ${begin} … ${end}`)

const options = { cwd: new URL('..', import.meta.url), encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'inherit'] }
const section = execFileSync(process.execPath, ['dist/bench/main.js', '--markdown', ...process.argv.slice(2)], options)
writeFileSync(path, `${text.slice(0, first)}${begin}\n${section}${text.slice(last)}`)
