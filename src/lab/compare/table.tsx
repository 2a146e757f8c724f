import type { JSX } from 'preact'
import { ghosts, runName } from '../state/ghosts.ts'
import { experiment } from '../state/lab.ts'
import { valueText } from '../views/numbers-text.ts'
import { usePaced } from '../views/pace.ts'
import { drawnHistory } from '../views/shown.ts'
import { epochText } from '../words/numbers.ts'
import { DashSample } from './dash-sample.tsx'
import { differencesOf, outcomeOf, type Difference, type Outcome } from './differences.ts'
import { compareWords } from './words.ts'

interface Column {
  readonly name: string
  /** English where it is the one that the page gave. */
  readonly lang: 'en' | undefined
  readonly place: number | null
  readonly outcome: Outcome
}

function read(): { readonly columns: readonly Column[]; readonly differences: readonly Difference[] } {
  const kept = ghosts.value
  const now: Column = { name: compareWords.value.now, lang: undefined, place: null, outcome: outcomeOf(experiment.value, drawnHistory.value) }
  return {
    columns: [now, ...kept.map(({ name, place, experiment: one, history: its }): Column =>
      ({ name, lang: name.startsWith(runName(one)) ? 'en' : undefined, place, outcome: outcomeOf(one, its) }))],
    differences: differencesOf([experiment.value, ...kept.map(ghost => ghost.experiment)])
  }
}

/** What differs between the run on the page and those that are kept, and what came of each. */
export function CompareTable(): JSX.Element {
  const w = compareWords.value
  const { columns, differences } = usePaced(read)
  return (
    <div class="ds-scroll">
      <table class="ds-table compare-table">
        <caption class="hush">{w.table}</caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ name, place, lang }) => <th scope="col"><DashSample place={place} /><span lang={lang}>{name}</span></th>)}
          </tr>
        </thead>
        <tbody>
          <Part columns={columns}>{differences.length > 0 ? w.differs : w.alike}</Part>
          {differences.map(({ path, values }) => (
            <tr>
              <th scope="row"><code lang="en">{path}</code></th>
              {values.map(value => (value === null ? <td>{w.missing}</td> : <td lang="en">{value}</td>))}
            </tr>
          ))}
        </tbody>
        <tbody>
          <Part columns={columns}>{w.numbers}</Part>
          <Row name={w.epochs} columns={columns} of={({ epochs }) => epochText(epochs)} />
          <Row name={w.gapStart} columns={columns} of={({ gapStart }) => number(gapStart, w.times)} />
          <Row name={w.gapNow} columns={columns} of={({ gapNow }) => number(gapNow, w.times)} />
          <Row name={w.cost} columns={columns} of={({ cost }) => number(cost)} />
          <Row name={w.accuracy} columns={columns} of={({ accuracy }) => number(100 * accuracy, w.percent)} />
        </tbody>
      </table>
    </div>
  )
}

const NONE = '–'
const number = (value: number, set: (text: string) => string = text => text): string =>
  (Number.isNaN(value) ? NONE : set(valueText(value)))

/** The heading of a part of the table. */
function Part({ columns, children }: { readonly columns: readonly Column[]; readonly children: string }): JSX.Element {
  return <tr><th scope="rowgroup" colSpan={columns.length + 1} class="compare-part">{children}</th></tr>
}

interface RowProps {
  readonly name: string
  readonly columns: readonly Column[]
  readonly of: (outcome: Outcome) => string
}

/** Nothing where no run has such a number, as accuracy where nothing is to be named. */
function Row({ name, columns, of }: RowProps): JSX.Element | null {
  if (columns.every(({ outcome }) => of(outcome) === NONE)) return null
  return <tr><th scope="row">{name}</th>{columns.map(({ outcome }) => <td class="ds-num">{of(outcome)}</td>)}</tr>
}
