import { toUrl, type Experiment } from '../../experiment/index.ts'

/** The page's address with the experiment as its hash, without settings of the page: whoever opens it chooses their own. */
export function linkTo(page: string, experiment: Experiment): string {
  return `${page.replace(/#.*$/s, '')}#${toUrl(experiment)}`
}

/** The line that runs the same in a terminal, to the same fingerprint. */
export function commandFor(experiment: Experiment): string {
  return `npx deltascope run ${quoted(toUrl(experiment))}`
}

/** As a POSIX shell and PowerShell take it: within single quotes nothing has a meaning, and `toUrl` may leave one unencoded in a name. */
const quoted = (text: string): string => `'${text.replaceAll("'", '%27')}'`

/** What a page of a course needs to hold this experiment. `script` is the address of deltascope-lab.js. */
export function snippetFor(script: string, experiment: Experiment, hide: readonly string[], language: string): string {
  const attributes = [
    `experiment="${escaped(toUrl(experiment))}"`,
    ...(hide.length > 0 ? [`hide="${hide.join(',')}"`] : []),
    `lang="${language === 'zh' ? 'zh-Hans' : language}"`
  ]
  return `<script type="module" src="${escaped(script)}"></script>\n<deltascope-lab ${attributes.join(' ')}></deltascope-lab>`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
