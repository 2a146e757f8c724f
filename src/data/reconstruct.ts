import type { Dataset, Examples } from './dataset.ts'
import { dataFault } from './fault.ts'

/** The same inputs as their own targets, in the same memory. Refuses a network with another number of outputs than inputs. */
export function reconstruction({ train, validation, inputSize }: Dataset, outputSize: number = inputSize): Dataset {
  if (outputSize !== inputSize) {
    throw dataFault('network.layers', `${inputSize} outputs, as many as inputs, which are the targets`, String(outputSize))
  }
  const own = (part: Examples): Examples => ({ count: part.count, inputs: part.inputs, targets: part.inputs, task: 'regression' })
  return { inputSize, outputSize, task: 'regression', train: own(train), validation: own(validation), classes: [] }
}
