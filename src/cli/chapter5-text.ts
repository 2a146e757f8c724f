import { terminalFigure, terminalPlot, terminalTable, type ReportClaim } from '../charts/index.ts'
import { asciiOnly, colours, columns, legible, wrapped } from './streams.ts'

const wordOf = ({ verdict, verdictWord }: ReportClaim): string => verdictWord ?? verdict

/** Below this many columns the cells of a table would be broken after every second word. */
const TABLE_COLUMNS = 100

/** The claims with their published value, what was measured here and the verdict: a table, or in a narrow terminal a list. */
export function claimTable(judged: readonly ReportClaim[], width: number): string {
  if (width < TABLE_COLUMNS) return judged.map(claim => listed(claim, width)).join('\n\n')
  const rows = judged.map(claim => [String(claim.number), claim.title, claim.published, claim.measured, wordOf(claim)].map(legible))
  const apart = rows.flatMap((row, i) => (i === 0 ? [row] : [row.map(() => ''), row]))
  return terminalTable(['', 'claim', 'published', 'measured here', 'verdict'], apart, { width, ascii: asciiOnly() })
}

function listed(claim: ReportClaim, width: number): string {
  const field = (name: string, text: string): string[] => {
    const [first, ...rest] = wrapped(legible(text), width - 16)
    return [`    ${name.padEnd(10)}  ${first ?? ''}`, ...rest.map(line => `${' '.repeat(16)}${line}`)]
  }
  const [first, ...rest] = wrapped(legible(claim.title), width - 4)
  return [
    `${String(claim.number).padStart(2)}  ${first ?? ''}`,
    ...rest.map(line => `    ${line}`),
    ...field('published', claim.published),
    ...field('here', claim.measured),
    ...field('verdict', wordOf(claim))
  ].join('\n')
}

/** "11 claims: 8 reproduced, 3 refined (true with a correction)." */
export function summary(judged: readonly ReportClaim[]): string {
  const counts = new Map<string, number>()
  for (const claim of judged) counts.set(wordOf(claim), (counts.get(wordOf(claim)) ?? 0) + 1)
  const parts = WORDS.flatMap(([word, says]) => (counts.has(word) ? [`${counts.get(word)!} ${says}`] : []))
  return `${judged.length} ${judged.length === 1 ? 'claim' : 'claims'}: ${parts.join(', ')}.`
}

const WORDS = [
  ['reproduced', 'reproduced'],
  ['refined', 'refined (true with a correction)'],
  ['not reproduced', 'not reproduced'],
  ['cannot tell', 'undecided']
] as const

/** Curves, and maps as tables, of the claims that draw them. */
export const claimPlots = (judged: readonly ReportClaim[], asked: boolean, terminal: boolean): string[] =>
  [...curvePlots(judged, asked, terminal), ...mapTables(judged, asked, terminal)]

/** Maps as tables: all when asked for, the one of trained networks (the last of a claim) on a terminal. */
function mapTables(judged: readonly ReportClaim[], asked: boolean, terminal: boolean): string[] {
  const figures = judged.flatMap(claim => {
    const maps = claim.figures.filter(figure => figure.kind === 'heat')
    return maps.slice(asked ? 0 : terminal ? -1 : maps.length)
  })
  const fitted = (line: string): string[] => (line.length > columns() ? wrapped(line, columns()) : [line])
  return figures.map(figure => legible(terminalFigure(figure, { width: columns(), ascii: asciiOnly() })).split('\n').flatMap(fitted).join('\n'))
}

/** The curves of the claim about speed during training: every depth when asked for, the deepest alone on a terminal. */
function curvePlots(judged: readonly ReportClaim[], asked: boolean, terminal: boolean): string[] {
  const figures = judged.find(({ id }) => id === 'curves')?.figures.filter(figure => figure.kind === 'lines') ?? []
  return figures.slice(asked ? 0 : terminal ? -1 : figures.length).map(({ title, y, series }) =>
    terminalPlot(series.map(one => ({ ...one, name: legible(one.name) })), {
      title: legible(`${title}: ${y.label} over the epochs`), yScale: y.scale, width: Math.min(columns(), 100), height: 12,
      ascii: asciiOnly(), color: colours()
    })
  )
}

