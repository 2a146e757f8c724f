import { InputError, shown } from '../../errors/index.ts'
import { checkExamples, checkParameters, checkProgram, checkRows } from '../check.ts'
import type {
  Examples, ExampleSet, Kernel, KernelState, KernelVariant, LayerParameters, LayerSums, NonFinite, PassResult, Program, Snapshot, UpdateRule
} from '../contract.ts'
import { functionsOf } from './activations.ts'
import { backward, backwardFinite, type LayerBackward } from './backward.ts'
import { forward, type Forward } from './forward.ts'
import { locate } from './locate.ts'
import { norm } from './norm.ts'
import { MEMORY } from './normalize.ts'
import { emptyState, pack, parametersOf, stateFrom, unpack, type LayerState } from './state.ts'
import { layerSums } from './sums.ts'
import { update } from './update.ts'

/** The oracle: float64, one readable loop after another, fresh arrays for every pass. Nothing here is fast on purpose. */
export function createReferenceKernel(program: Program, variant: KernelVariant = 'reference'): Kernel {
  if (variant === 'reference') return new ReferenceKernel(program)
  throw new InputError({ code: 'usage', where: 'kernel', expected: 'reference, simd or simd-fma', got: shown(variant) })
}

interface FullPass {
  readonly forward: Forward
  readonly backward: readonly LayerBackward[]
  readonly weightNorms: readonly number[]
  readonly result: PassResult
}

class ReferenceKernel implements Kernel {
  readonly variant = 'reference'
  readonly program: Program
  private state: LayerState[]
  private readonly sets = new Map<ExampleSet, Examples>()
  private last: FullPass | null = null
  private bad: NonFinite | null = null

  constructor(program: Program) {
    checkProgram(program)
    for (const { activation } of program.layers) if (activation.name !== 'softmax') functionsOf(activation)
    this.program = program
    this.state = emptyState(program)
  }

  load(set: ExampleSet, examples: Examples): void {
    checkExamples(this.program, examples)
    this.sets.set(set, { ...examples, inputs: examples.inputs.slice(), targets: examples.targets.slice() })
  }

  setParameters(layers: readonly LayerParameters[]): void {
    checkParameters(this.program, layers)
    this.state = stateFrom(this.program, layers)
  }

  getParameters(): LayerParameters[] {
    return parametersOf(this.state)
  }

  getState(): KernelState {
    return pack(this.state)
  }

  setState(state: KernelState): void {
    this.state = unpack(this.program, state)
  }

  evaluate(set: ExampleSet, rows?: Uint32Array): PassResult {
    const examples = this.examples(set)
    const all = rows ?? Uint32Array.from({ length: examples.count }, (_, n) => n)
    checkRows(all, examples.count, Infinity)
    let [sum, correct, finite] = [0, 0, true]
    this.bad = null
    for (let at = 0; at < all.length; at += this.program.capacity) {
      const pass = forward(this.program, this.state, examples, all.subarray(at, at + this.program.capacity), 'running')
      sum += pass.result.cost * pass.rows
      correct += pass.result.correct
      finite &&= pass.result.finite
      if (!pass.result.finite) this.bad ??= locate(this.state, pass, null)
    }
    return { cost: sum / all.length, correct, finite }
  }

  gradients(set: ExampleSet, rows: Uint32Array): PassResult {
    return this.pass(set, rows).result
  }

  /** A pass that is not finite makes no update: the parameters that led to it stay to be looked at. */
  step(set: ExampleSet, rows: Uint32Array, rule: UpdateRule): PassResult {
    const pass = this.pass(set, rows)
    if (!pass.result.finite) return pass.result
    update(this.state, pass.backward.map(layer => layer.gradient), rule)
    this.remember(pass.forward)
    // All of it was finite; the new parameters need not be.
    this.bad = locate(this.state, pass.forward, null)
    return { ...pass.result, finite: this.bad === null }
  }

  sums(): LayerSums[] {
    const { forward, backward, weightNorms } = this.lastPass()
    return this.program.layers.map((layer, i) =>
      layerSums({
        layer,
        rows: forward.rows,
        forward: forward.layers[i]!,
        backward: backward[i]!,
        weightNorm: weightNorms[i]!,
        updateNorm: this.state[i]!.updateNorm
      })
    )
  }

  snapshot(): Snapshot {
    const { forward, backward } = this.lastPass()
    const layers = this.program.layers.map(({ fanIn, fanOut, activation }, i) => {
      const [{ z, a, slope }, { delta, back, gradient }] = [forward.layers[i]!, backward[i]!]
      return {
        fanIn,
        fanOut,
        largestSlope: activation.largestSlope,
        weightedInput: z.slice(),
        activation: a.slice(),
        slope: slope.slice(),
        delta: delta.slice(),
        deltaExponent: 0,
        back: back && back.slice(),
        weights: this.state[i]!.weights.slice(),
        gradWeights: gradient.weights.slice(),
        gradBiases: gradient.biases.slice(),
        gradientExponent: 0,
        updateNorm: this.state[i]!.updateNorm
      }
    })
    return { rows: forward.rows, layers }
  }

  activations(set: ExampleSet, rows: Uint32Array, layer: number): Float64Array {
    const examples = this.examples(set)
    checkRows(rows, examples.count, this.program.capacity)
    const left = forward(this.program, this.state, examples, rows, 'running').layers[layer - 1]
    if (left) return left.a
    const expected = `a layer from 1 to ${this.program.layers.length}`
    throw new InputError({ code: 'usage', where: 'layer', expected, got: String(layer) })
  }

  locateNonFinite(): NonFinite | null {
    return this.bad
  }

  dispose(): void {
    this.sets.clear()
    this.last = null
  }

  private pass(set: ExampleSet, rows: Uint32Array): FullPass {
    const examples = this.examples(set)
    checkRows(rows, examples.count, this.program.capacity)
    const left = forward(this.program, this.state, examples, rows, 'rows')
    const layers = backward(this.program, this.state, left)
    const finite = left.result.finite && backwardFinite(layers)
    const result = { ...left.result, finite }
    this.bad = finite ? null : locate(this.state, left, layers)
    this.last = { forward: left, backward: layers, weightNorms: this.state.map(({ weights }) => norm(weights)), result }
    return this.last
  }

  /** Batch normalisation's running statistics take in the pass's own. */
  private remember({ layers }: Forward): void {
    layers.forEach(({ normalized }, i) => {
      const { runningMean, runningVariance } = this.state[i]!
      if (!normalized || !runningMean || !runningVariance) return
      const first = Number.isNaN(runningMean[0])
      for (const [running, own] of [[runningMean, normalized.mean], [runningVariance, normalized.variance]] as const) {
        own.forEach((x, j) => (running[j] = first ? x : MEMORY * running[j]! + (1 - MEMORY) * x))
      }
    })
  }

  private examples(set: ExampleSet): Examples {
    const examples = this.sets.get(set)
    if (examples) return examples
    const remedy = `Call load('${set}', …) first`
    throw new InputError({ code: 'usage', where: set, expected: 'examples loaded before a pass', got: 'none', remedy })
  }

  private lastPass(): FullPass {
    if (this.last) return this.last
    throw new InputError({ code: 'usage', where: 'kernel', expected: 'gradients or step before sums or snapshot', got: 'no pass yet' })
  }
}
