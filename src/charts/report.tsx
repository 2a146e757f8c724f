import type { JSX } from 'preact'
import { render } from 'preact-render-to-string'
import type { Figure, Report, ReportClaim, Verdict } from './figure.ts'
import { figureStyles } from './figure-styles.ts'
import { FigureView } from './figure-view.tsx'
import { reportStyles } from './report-styles.ts'
import { chartStyles } from './styles.ts'
import { clean, prose } from './text.ts'

const verdicts: Readonly<Record<Verdict, { readonly tone: string; readonly word: string; readonly icon: string }>> = {
  holds: { tone: 'holds', word: 'holds', icon: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM5 8.3l2.1 2.1L11 6.2' },
  fails: { tone: 'fails', word: 'fails', icon: 'M2 2h12v12H2zM5.5 5.5l5 5M10.5 5.5l-5 5' },
  'cannot tell': { tone: 'unsure', word: 'cannot tell', icon: 'M8 1L15 8L8 15L1 8zM8 5v3.4M8 10.8v.01' }
}

/** What the verdicts' words promise; only those that occur are explained. */
const meanings: readonly (readonly [word: string, meaning: string])[] = [
  ['reproduced', 'measured here as published, within the spread or the limit that the section states.'],
  ['refined', 'true, with a correction that the section states.'],
  ['not reproduced', 'the measurements contradict the claim; the section says which.'],
  ['cannot tell', 'the evidence is too little or too mixed to say.']
]

/** The word a claim's verdict is read by. */
const wordOf = (claim: ReportClaim): string =>
  clean(claim.verdictWord ?? (Object.hasOwn(verdicts, claim.verdict) ? verdicts[claim.verdict] : verdicts['cannot tell']).word, 40)

/** A verdict as icon, word and colour; each of the three alone is enough to read it. */
function VerdictMark({ claim }: { readonly claim: ReportClaim }): JSX.Element {
  const { tone, icon } = Object.hasOwn(verdicts, claim.verdict) ? verdicts[claim.verdict] : verdicts['cannot tell']
  return (
    <span class={`verdict ${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={icon} /></svg>
      {wordOf(claim)}
    </span>
  )
}

/** A name that is safe in an address and in an attribute, whatever the claim is called. */
const anchor = (claim: ReportClaim, index: number): string =>
  `claim-${index + 1}-${clean(claim.id, 60).replaceAll(/[^A-Za-z0-9_-]+/g, '-')}`

function ClaimsTable({ claims }: { readonly claims: readonly ReportClaim[] }): JSX.Element {
  return (
    <table class="claims" role="table">
      <thead role="rowgroup">
        <tr role="row">{['No.', 'Claim', 'Published', 'Measured', 'Verdict'].map(h => <th scope="col" role="columnheader">{h}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {claims.map((c, i) => (
          <tr role="row">
            <td role="cell">{String(c.number)}</td>
            <td class="c-title" role="cell"><a href={`#${anchor(c, i)}`}>{prose(c.title, 200)}</a></td>
            <td data-label="Published" role="cell">{prose(c.published, 300)}</td>
            <td data-label="Measured" role="cell">{prose(c.measured, 300)}</td>
            <td class="c-verdict" role="cell"><VerdictMark claim={c} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How often each verdict was given, and what its word means. */
function VerdictKey({ claims }: { readonly claims: readonly ReportClaim[] }): JSX.Element {
  const counts = new Map<string, number>()
  for (const claim of claims) counts.set(wordOf(claim), (counts.get(wordOf(claim)) ?? 0) + 1)
  return (
    <ul class="key">
      {meanings.filter(([word]) => counts.has(word)).map(([word, meaning]) => (
        <li><strong>{counts.get(word)} {word}</strong>: {meaning}</li>
      ))}
    </ul>
  )
}

/** Plain sentences as paragraphs, split at empty lines. */
const paragraphs = (text: string): string[] =>
  String(text).slice(0, 40_000).split(/\r?\n\s*\r?\n/).map(p => prose(p, 8000).trim()).filter(p => p !== '')

function Claim({ claim, index }: { readonly claim: ReportClaim; readonly index: number }): JSX.Element {
  const id = anchor(claim, index)
  return (
    <section class="claim" id={id} aria-labelledby={`${id}-h`}>
      <p class="over"><span>Claim {String(claim.number)}</span><VerdictMark claim={claim} /></p>
      <h2 id={`${id}-h`}>{prose(claim.title, 200)}</h2>
      <dl class="pair">
        <div><dt>Published</dt><dd>{prose(claim.publishedDetail ?? claim.published, 1000)}</dd></div>
        <div><dt>Measured here</dt><dd>{prose(claim.measuredDetail ?? claim.measured, 1000)}</dd></div>
      </dl>
      {paragraphs(claim.explanation).map(p => <p>{p}</p>)}
      {claim.reason && <p><strong>Why “{wordOf(claim)}”.</strong> {prose(claim.reason, 4000)}</p>}
      {claim.limits && <p><strong>What does not follow.</strong> {prose(claim.limits, 4000)}</p>}
      <dl class="facts">
        <dt>Setting</dt><dd>{prose(claim.setting, 1000)}</dd>
        <dt>Source</dt><dd>{prose(claim.source, 1000)}</dd>
      </dl>
      {claim.figures.map((figure, k) => <FigureView figure={figure} id={`${id}-f${k + 1}`} />)}
      <p class="over top"><a href="#claims">All claims</a></p>
    </section>
  )
}

function Page({ report }: { readonly report: Report }): JSX.Element {
  return (
    <body>
      <header>
        <h1>{prose(report.title, 300)}</h1>
        <p class="subtitle">{prose(report.subtitle, 1000)}</p>
        {report.summary.length > 0 && (
          <dl class="summary">
            {report.summary.map(s => <div><dt>{prose(s.label, 120)}</dt><dd>{prose(s.value, 200)}</dd></div>)}
          </dl>
        )}
      </header>
      <main>
        <nav aria-labelledby="claims"><h2 class="small" id="claims">The claims</h2><ClaimsTable claims={report.claims} /><VerdictKey claims={report.claims} /></nav>
        {report.claims.map((claim, i) => <Claim claim={claim} index={i} />)}
      </main>
      <footer><ul>{report.footer.map(line => <li>{prose(line, 1000)}</li>)}</ul></footer>
    </body>
  )
}

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

const layered: ReadonlySet<Figure['kind']> = new Set(['network', 'histogram', 'slopes', 'shares', 'factors'])

/** Only what the report's figures need. */
const stylesFor = ({ claims }: Report): string =>
  (claims.some(c => c.figures.some(f => layered.has(f.kind))) ? chartStyles + figureStyles : chartStyles)

/**
 * A whole report as one HTML file: no script, and a policy that forbids every request. Every string is escaped, because
 * titles and names may come from strangers' files. About 25 kB a figure whatever its series' length.
 */
export function renderReport(report: Report): string {
  const page = render(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{prose(report.title, 300)}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: stylesFor(report) + reportStyles }} />
      </head>
      <Page report={report} />
    </html>
  )
  return `<!doctype html>\n${page}\n`
}
