import type { JSX } from 'preact'
import { experiment } from '../state/lab.ts'
import { controlWords } from '../words/controls.ts'
import { set } from './edit/desk.ts'
import { useIntoView } from './into-view.ts'
import { focusPlay } from './open-instead.ts'
import { leaveUnequal, unequalInputs } from './own-data/own-files.ts'
import type { Reach } from './own-data/sizes.ts'
import { sizeText } from './size-text.ts'

/** Columns of very different size saturate the first layer before it has learned anything: says so, and mends it. */
export function UnequalNote(): JSX.Element | null {
  const w = controlWords.value.unequal
  const part = useIntoView()
  const { data } = experiment.value
  const found = unequalInputs(experiment.value)
  if (!found || !('inputs' in data)) return null
  const { largest, smallest } = found
  const of = ({ name, size }: Reach): readonly [string, string] => [w.column(name), sizeText(size)]
  const leave = (act: () => void): void => {
    act()
    focusPlay()
  }
  return (
    <section class="trouble advice" role="status" ref={part}>
      <p>
        <strong>{smallest ? w.differ(...of(largest), ...of(smallest)) : w.large(...of(largest))}</strong> {w.why}
      </p>
      <p class="remedies">
        <button type="button" onClick={() => leave(() => set([['data.standardize', true]]))}>{w.mend}</button>
        <button type="button" onClick={() => leave(() => leaveUnequal(data.inputs))}>{w.leave}</button>
      </p>
    </section>
  )
}
