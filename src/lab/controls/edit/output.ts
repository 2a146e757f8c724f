import { COST_PARTNERS, type Experiment } from '../../../experiment/index.ts'
import type { Setting } from './edit.ts'

/** Output activation and cost as one name. */
export const outputPair = ({ network }: Experiment): string => `${network.outputActivation}+${network.cost}`

/** Every pair that goes together. */
export const OUTPUT_PAIRS: readonly string[] =
  Object.entries(COST_PARTNERS).flatMap(([cost, outputs]) => outputs.map(output => `${output}+${cost}`))

export function pairSettings(pair: string): readonly Setting[] {
  const [output, cost] = pair.split('+')
  return [['network.cost', cost], ['network.outputActivation', output]]
}

/** Whether the targets are measured values, not classes: then no accuracy, and the quadratic cost alone. */
export function isRegression({ data }: Experiment): boolean {
  return data.kind === 'regression' || data.kind === 'curves' || data.reconstruct === true || ('task' in data && data.task === 'regression')
}
