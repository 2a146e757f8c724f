// Writes docs/chapter5.md from a run of the whole chapter: node scripts/chapter5-doc.mjs (after the build; two to six minutes).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-'))
const begun = performance.now()
let printed
try {
  printed = execFileSync(process.execPath, ['dist/cli/main.js', 'chapter5', '--json', '--out', folder], { encoding: 'utf8', maxBuffer: 1e9 })
} catch (error) {
  if (error.status !== 1) throw error // 1: a claim was not reproduced; that too belongs into the document
  printed = error.stdout
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const { claims } = JSON.parse(printed)
const seconds = Math.round((performance.now() - begun) / 1000)

const cell = text => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
const rows = claims.map(c => `| ${c.number} | \`${c.id}\` | ${cell(c.title)} | ${cell(c.published)} | ${cell(c.measured)} | ${c.verdictWord ?? c.verdict} |`)
const sentence = text => (/[.!?]$/.test(text) ? text : `${text}.`)
const parts = c => [
  `*Source:* ${sentence(c.source)} *Setting:* ${sentence(c.setting)}`,
  `*Published:* ${sentence(c.publishedDetail ?? c.published)} *Measured:* ${sentence(c.measuredDetail ?? c.measured)}`,
  c.explanation,
  c.reason && `**Why “${c.verdictWord ?? c.verdict}”.** ${c.reason}`,
  c.limits && `**What does not follow.** ${c.limits}`
]
const sections = claims.map(c => [`## ${c.number}. ${c.title}`, ...parts(c).filter(Boolean)].join('\n\n'))
writeFileSync('docs/chapter5.md', `# The chapter's claims

Made by \`node scripts/chapter5-doc.mjs\`, which runs \`deltascope chapter5 --json\`: ${seconds} seconds on ${availableParallelism()} cores. The figures stand in the HTML report
that \`npm start\` writes. \`reproduced\`: the claim holds here; \`refined\`: it holds with a correction, which the section states; \`not reproduced\`: it does not, and
the command's exit code is 1. \`deltascope chapter5 --only curves,12\` takes single claims by name or number.

| | name | claim | published | measured here | verdict |
|---|---|---|---|---|---|
${rows.join('\n')}

${sections.join('\n\n')}
`)
