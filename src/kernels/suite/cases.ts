import { createStream, type Stream } from '../../numerics/index.ts'
import type { Activation, CostKind, Examples, Kernel, KernelVariant, LayerParameters, LayerProgram, Program } from '../contract.ts'

/** What the suite needs from above its room, and which kernel it looks at. */
export interface Subject {
  readonly variant: KernelVariant
  readonly create: (variant: KernelVariant, program: Program) => Promise<Kernel>
  /** All elementwise activations by name, and `softmax`. */
  readonly activations: Readonly<Record<string, Activation>>
  /** Allowed error of an array's entries against the reference, relative to its largest entry. */
  readonly tolerance: number
}

/** One line of the contract: throws when the kernel breaks it. */
export interface Check {
  readonly name: string
  readonly run: () => Promise<void>
}

/** A network in a few words; the rest is filled in by `planted`. */
export interface Shape {
  readonly sizes: readonly number[]
  readonly rows: number
  readonly activation?: string
  readonly output?: 'sigmoid' | 'linear' | 'softmax'
  readonly cost?: CostKind
  readonly normalization?: 'none' | 'batch' | 'layer'
  readonly residual?: boolean
  readonly capacity?: number
  /** Standard deviation of weights times √fanIn, and of biases. */
  readonly weightStd?: number
  readonly biasStd?: number
}

export interface Case {
  readonly program: Program
  readonly parameters: readonly LayerParameters[]
  readonly examples: Examples
}

/** A program with planted float32 parameters and examples (every other input 0, as in an image), the same for every kernel. */
export function planted({ activations }: Subject, shape: Shape, seed = 1): Case {
  const program = programOf(activations, shape)
  return { program, parameters: parametersFor(program, shape, seed), examples: examplesFor(program, shape.rows, seed) }
}

function programOf(activations: Subject['activations'], shape: Shape): Program {
  const { sizes, rows, activation = 'sigmoid', output = 'sigmoid', normalization = 'none', residual = false } = shape
  const layers = sizes.slice(1).map((fanOut, i): LayerProgram => {
    const fanIn = sizes[i]!
    if (i === sizes.length - 2) return { fanIn, fanOut, activation: activations[output]!, normalization: 'none', residual: false }
    return { fanIn, fanOut, activation: activations[activation]!, normalization, residual: residual && i > 0 && fanIn === fanOut }
  })
  return { layers, cost: shape.cost ?? (output === 'softmax' ? 'logLikelihood' : 'quadratic'), capacity: shape.capacity ?? rows }
}

const drawn = (size: number, draw: (i: number) => number): Float32Array => Float32Array.from({ length: size }, (_, i) => draw(i))

function parametersFor({ layers }: Program, { weightStd = 1.2, biasStd = 0.5 }: Shape, seed: number): LayerParameters[] {
  return layers.map(({ fanIn, fanOut, normalization }, i) => {
    const stream = createStream(seed, 'suite parameters', i + 1)
    const std = weightStd / Math.sqrt(fanIn)
    return {
      weights: drawn(fanIn * fanOut, () => std * stream.normal()),
      biases: drawn(fanOut, () => biasStd * stream.normal()),
      ...(normalization === 'none' ? {} : { gains: drawn(fanOut, () => 1 + 0.3 * stream.normal()) })
    }
  })
}

function examplesFor({ layers }: Program, count: number, seed: number): Examples {
  const { fanOut: units, activation } = layers.at(-1)!
  const stream = createStream(seed, 'suite examples')
  const inputs = drawn(count * layers[0]!.fanIn, () => (stream.uniform() < 0.5 ? 0 : stream.uniform()))
  const regression = activation.name === 'linear'
  const targets = regression ? drawn(count * units, () => stream.normal()) : oneHot(count, units, stream)
  return { count, inputs, targets, task: regression ? 'regression' : 'classification' }
}

function oneHot(count: number, units: number, stream: Stream): Float32Array {
  const targets = new Float32Array(count * units)
  for (let n = 0; n < count; n++) {
    if (units === 1) targets[n] = stream.below(2)
    else targets[n * units + stream.below(units)] = 1
  }
  return targets
}

/** The case on a kernel of this variant, its examples loaded as both sets. */
export async function loaded(subject: Subject, { program, parameters, examples }: Case, variant = subject.variant): Promise<Kernel> {
  const kernel = await subject.create(variant, program)
  kernel.load('train', examples)
  kernel.load('validation', examples)
  kernel.setParameters(parameters)
  return kernel
}

/** Row numbers first … first + count − 1. */
export const range = (count: number, first = 0): Uint32Array => Uint32Array.from({ length: count }, (_, i) => first + i)
