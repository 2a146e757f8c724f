import type { JSX } from 'preact'
import { numberText } from '../../charts/index.ts'
import { ghosts } from '../state/ghosts.ts'
import { history } from '../state/history.ts'
import { experiment } from '../state/lab.ts'
import { usePaced } from '../views/pace.ts'
import { epochText } from '../words/numbers.ts'
import { DashSample } from './dash-sample.tsx'
import { differencesOf, outcomeOf, type Difference, type Outcome } from './differences.ts'
import { compareWords } from './words.ts'

interface Column {
  readonly name: string
  readonly place: number | null
  readonly outcome: Outcome
  readonly fingerprint: string | null
}

function read(): { readonly columns: readonly Column[]; readonly differences: readonly Difference[] } {
  const kept = ghosts.value
  const now: Column = { name: compareWords.value.now, place: null, outcome: outcomeOf(experiment.value, history.value), fingerprint: null }
  return {
    columns: [now, ...kept.map(ghost => ({ name: ghost.name, place: ghost.place, outcome: outcomeOf(ghost.experiment, ghost.history), fingerprint: ghost.fingerprint }))],
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
          <tr><td />{columns.map(({ name, place }) => <th scope="col"><DashSample place={place} />{name}</th>)}</tr>
        </thead>
        <tbody>
          <tr><th scope="rowgroup" colSpan={columns.length + 1} class="compare-part">{differences.length > 0 ? w.differs : w.alike}</th></tr>
          {differences.map(({ path, values }) => (
            <tr><th scope="row"><code>{path}</code></th>{values.map(value => <td>{value ?? w.missing}</td>)}</tr>
          ))}
        </tbody>
        <tbody>
          <tr><th scope="rowgroup" colSpan={columns.length + 1} class="compare-part">{w.numbers}</th></tr>
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

const number = (value: number, set: (text: string) => string = text => text): string => (Number.isNaN(value) ? '–' : set(numberText(value)))

function Row({ name, columns, of }: { readonly name: string; readonly columns: readonly Column[]; readonly of: (outcome: Outcome) => string }): JSX.Element {
  return <tr><th scope="row">{name}</th>{columns.map(({ outcome }) => <td class="ds-num">{of(outcome)}</td>)}</tr>
}
