import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { ACTIVATION_NAMES, type ActivationName, type NetworkSpec } from '../../experiment/index.ts'
import { Chart } from './chart.tsx'
import { Choice } from './fields.tsx'
import { FormulaLinks } from './formula-view.tsx'
import { JobFailed } from './job-failed.tsx'
import { dotsOf, phaseFigure } from './phase-state.ts'
import { percent } from './text.ts'
import { useJob } from './use-job.ts'
import { useWords } from './words.ts'

/** Another activation than the network's, to look at its diagram. */
const other = signal<ActivationName | 'own'>('own')

/** The phase diagram with this experiment's layers as dots; the map fills row by row from a worker. */
export function PhaseTopic({ network }: { readonly network: NetworkSpec }): JSX.Element {
  const { text: w, activations } = useWords()
  const activation = other.value === 'own' ? network.activation : other.value
  const { dots, absences } = dotsOf(network)
  const { events, failed } = useJob({ kind: 'phase', activation, dots })
  const map = phaseFigure(activations[activation], dots, events, w)
  const done = map?.done ?? 0
  return (
    <>
      <div class="u-dials">
        <Choice<ActivationName | 'own'>
          label={w.phase.activation} value={other.value} onValue={v => (other.value = v)}
          options={[
            { value: 'own', text: w.phase.asNetwork(activations[network.activation]) },
            ...ACTIVATION_NAMES.map(value => ({ value, text: activations[value] }))
          ]}
        />
      </div>
      {absences.map(absence => <p class="u-note">{w.phase[absence]}</p>)}
      {failed && <JobFailed failed={failed} />}
      <p class="u-hint u-progress">{done < 1 && !failed && w.phase.waiting(percent(done))}</p>
      {map && <Chart id="phase" figure={map.figure} />}
      <FormulaLinks ids={['correlationSlope', 'variances', 'depthScale', 'criticalLine']} />
    </>
  )
}
