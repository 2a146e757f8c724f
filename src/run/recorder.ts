import type { Dataset } from '../data/index.ts'
import { NETWORK_QUANTITIES, type Experiment, type NetworkQuantity } from '../experiment/index.ts'
import { measureEach, measurePlan, type TakeReading } from '../instruments/index.ts'
import type { LayerSums, PassResult } from '../kernels/index.ts'
import type { TraceBuilder } from '../trace/index.ts'

/** The passes of one reading; null where none was asked for. */
export interface Passes {
  readonly train: PassResult | null
  readonly validation: PassResult | null
}

/** Writes readings into the trace. What is asked is looked up once for the run, so that a reading costs a call and six stores. */
export interface Recorder {
  /** Cost and accuracy of the passes there were, in the order asked. */
  network(step: number, passes: Passes): void
  /** The asked quantities of every layer; `updateNorms` [layers] are those of the update that led to this state. */
  layers(step: number, sums: readonly LayerSums[], updateNorms: readonly number[]): void
  /** Cost and accuracy of passes, on the validation part where it was evaluated. */
  progress(passes: Passes): { readonly cost?: number; readonly accuracy?: number }
}

export function createRecorder(experiment: Experiment, dataset: Dataset, stepsPerEpoch: number, builder: TraceBuilder): Recorder {
  const { quantities, perNeuron, examples } = experiment.observe
  const plan = measurePlan(quantities, perNeuron)
  const asked = quantities.filter(isOfNetwork)
  const take = taker(builder, [...plan.quantities, 'deltaMean'])
  const takeNetwork = taker(builder, asked)

  /** Accuracy is the share of rows counted right; regression has none. */
  const share = (pass: PassResult | null, rows: number): number | undefined =>
    pass && dataset.task === 'classification' ? pass.correct / rows : undefined

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
    network(step, passes) {
      takeNetwork.at(step, step / stepsPerEpoch)
      for (let q = 0; q < asked.length; q++) {
        const value = valueOf(asked[q]!, passes)
        if (value !== undefined) takeNetwork.take(0, -1, q, value)
      }
    },
    layers(step, sums, updateNorms) {
      take.at(step, step / stepsPerEpoch)
      measureEach(plan, sums, updateNorms, take.take)
    },
    progress(passes) {
      const cost = valueOf('validationCost', passes) ?? valueOf('cost', passes)
      const accuracy = valueOf('validationAccuracy', passes) ?? valueOf('accuracy', passes)
      return { ...(cost === undefined ? {} : { cost }), ...(accuracy === undefined ? {} : { accuracy }) }
    }
  }
}

interface Taker {
  at(step: number, epoch: number): void
  readonly take: TakeReading
}

/** Appends readings of these quantities; each joins the trace's names when its first reading comes, as with `add`. */
function taker(builder: TraceBuilder, names: readonly string[]): Taker {
  const ids = new Int16Array(names.length).fill(-1)
  let step = 0
  let epoch = 0
  return {
    at(newStep, newEpoch) {
      step = newStep
      epoch = newEpoch
    },
    take(layer, neuron, asked, value) {
      let id = ids[asked]!
      if (id < 0) id = ids[asked] = builder.indexOf(names[asked]!)
      builder.append(step, epoch, layer, neuron, id, value)
    }
  }
}

function isOfNetwork(name: string): name is NetworkQuantity {
  return (NETWORK_QUANTITIES as readonly string[]).includes(name)
}
