import { type Experiment, type QuantityName, resolve } from '../../../experiment/index.ts'
import { InputError } from '../../../errors/index.ts'
import { observed } from '../../state/opening.ts'

/** The experiment read in everything that the page draws, the validation part too where there is one. */
export function withReadings(experiment: Experiment): Experiment {
  const seen = observed(experiment)
  const { quantities } = seen.observe
  const own: QuantityName = quantities.includes('accuracy') ? 'validationAccuracy' : 'validationCost'
  const names = experiment.data.validation > 0 && !quantities.includes(own) ? [...quantities, own] : quantities
  try {
    return resolve({ ...seen, observe: { ...seen.observe, quantities: names } })
  } catch (error) {
    // So long a run would have more readings than a trace may hold: then it is read as the document says.
    if (error instanceof InputError) return experiment
    throw error
  }
}
