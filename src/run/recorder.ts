import type { Dataset } from '../data/index.ts'
import { NETWORK_QUANTITIES, type Experiment, type NetworkQuantity } from '../experiment/index.ts'
import { measureInto, measurePlan, plannedReadings, type ReadingPlace } from '../instruments/index.ts'
import type { LayerSums, PassResult } from '../kernels/index.ts'
import type { Shape, TraceBuilder } from '../trace/index.ts'

/** The passes of one reading; null where none was asked for. */
export interface Passes {
  readonly train: PassResult | null
  readonly validation: PassResult | null
}

/** Writes readings into the trace. What is asked is looked up once for the run, so that a reading costs little more than its number. */
export interface Recorder {
  /**
   * A reading at this step: cost and accuracy of the passes there were, in the order asked, then, with sums, the asked quantities of every
   * layer; `updateNorms` [layers] are those of the update that led to this state.
   */
  take(step: number, passes: Passes, sums: readonly LayerSums[] | null, updateNorms: readonly number[]): void
  /** Cost and accuracy of passes, on the validation part where it was evaluated. */
  progress(passes: Passes): { readonly cost?: number; readonly accuracy?: number }
}

export function createRecorder(experiment: Experiment, dataset: Dataset, stepsPerEpoch: number, builder: TraceBuilder): Recorder {
  const { quantities, perNeuron, examples } = experiment.observe
  const plan = measurePlan(quantities, perNeuron)
  const graded = dataset.task === 'classification'
  const asked = quantities.filter(isOfNetwork).filter(name => graded || name === 'cost' || name === 'validationCost')
  const ofNetwork: readonly ReadingPlace[] = asked.map(quantity => ({ layer: 0, neuron: -1, quantity }))
  // The layers join when there are sums of them.
  let places = ofNetwork, values = new Float64Array(places.length), shape: Shape | null = null

  /** Accuracy is the share of rows counted right; regression has none. */
  const share = (pass: PassResult | null, rows: number): number | undefined =>
    pass && graded ? pass.correct / rows : undefined

  function valueOf(quantity: NetworkQuantity, { train, validation }: Passes): number | undefined {
    switch (quantity) {
      case 'cost': return train?.cost
      case 'accuracy': return share(train, examples)
      case 'validationCost': return validation?.cost
      case 'validationAccuracy': return share(validation, dataset.validation.count)
      default: return quantity satisfies never
    }
  }

  return {
    take(step, passes, sums, updateNorms) {
      const epoch = step / stepsPerEpoch, missing: number[] = []
      if (sums && places === ofNetwork) {
        places = [...ofNetwork, ...plannedReadings(plan, sums)]
        values = new Float64Array(places.length)
        shape = null
      }
      asked.forEach((name, q) => {
        const value = valueOf(name, passes)
        if (value === undefined) missing.push(q)
        else values[q] = value
      })
      if (sums) measureInto(plan, sums, updateNorms, values, asked.length, missing)
      else places.forEach(({ layer }, i) => layer > 0 && missing.push(i))
      if (!missing.length) return builder.frame(step, epoch, shape ??= builder.shapeOf(places), values)
      // What is not there has no place in the trace, nor its name.
      const absent = new Set(missing), there = (_: unknown, i: number): boolean => !absent.has(i)
      builder.frame(step, epoch, builder.shapeOf(places.filter(there)), values.filter(there))
    },
    progress(passes) {
      const cost = valueOf('validationCost', passes) ?? valueOf('cost', passes)
      const accuracy = valueOf('validationAccuracy', passes) ?? valueOf('accuracy', passes)
      return { ...(cost === undefined ? {} : { cost }), ...(accuracy === undefined ? {} : { accuracy }) }
    }
  }
}

function isOfNetwork(name: string): name is NetworkQuantity {
  return (NETWORK_QUANTITIES as readonly string[]).includes(name)
}
