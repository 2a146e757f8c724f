import { InputError } from '../../errors/index.ts'
import type { KernelState, LayerParameters, Program } from '../contract.ts'

/** One layer's numbers that outlive a pass. Optimiser arrays (`weights.velocity`, …) appear with the first step that needs them. */
export interface LayerState {
  readonly weights: Float64Array
  readonly biases: Float64Array
  /** Only with normalisation. */
  readonly gains: Float64Array | null
  /** Only with batch normalisation; NaN until the first step. */
  readonly runningMean: Float64Array | null
  readonly runningVariance: Float64Array | null
  readonly slots: Map<string, Float64Array>
  /** ‖ΔW‖_F of the last tracked step; NaN when there was none. */
  updateNorm: number
}

/** Gradient and update treat these three alike. */
export const PARAMETER_NAMES = ['weights', 'biases', 'gains'] as const
export type ParameterName = (typeof PARAMETER_NAMES)[number]
const SLOT_NAMES = ['velocity', 'first', 'second'] as const
export type SlotName = (typeof SLOT_NAMES)[number]

/** Zero weights and biases, gains 1, running statistics unset. */
export function emptyState(program: Program): LayerState[] {
  return program.layers.map(({ fanIn, fanOut, normalization }) => ({
    weights: new Float64Array(fanIn * fanOut),
    biases: new Float64Array(fanOut),
    gains: normalization === 'none' ? null : new Float64Array(fanOut).fill(1),
    runningMean: normalization === 'batch' ? new Float64Array(fanOut).fill(NaN) : null,
    runningVariance: normalization === 'batch' ? new Float64Array(fanOut).fill(NaN) : null,
    slots: new Map(),
    updateNorm: NaN
  }))
}

/** The optimiser's array for a parameter, zero when it is first asked for. */
export function slotOf(layer: LayerState, parameter: ParameterName, slot: SlotName): Float64Array {
  const name = `${parameter}.${slot}`
  const found = layer.slots.get(name) ?? new Float64Array(layer[parameter]!.length)
  layer.slots.set(name, found)
  return found
}

/** A fresh state with these parameters: no optimiser memory, absent gains 1, absent running statistics unset. */
export function stateFrom(program: Program, given: readonly LayerParameters[]): LayerState[] {
  const state = emptyState(program)
  state.forEach((layer, i) => {
    for (const name of [...PARAMETER_NAMES, 'runningMean', 'runningVariance'] as const) {
      const values = given[i]![name]
      if (values) layer[name]?.set(values)
    }
  })
  return state
}

/** Copies; running statistics are left out while they are unset. */
export function parametersOf(state: readonly LayerState[]): LayerParameters[] {
  return state.map(({ weights, biases, gains, runningMean, runningVariance }) => ({
    weights: weights.slice(),
    biases: biases.slice(),
    ...(gains ? { gains: gains.slice() } : {}),
    ...(runningMean && runningVariance && !Number.isNaN(runningMean[0])
      ? { runningMean: runningMean.slice(), runningVariance: runningVariance.slice() }
      : {})
  }))
}

/** Every number of the state under its name, copied: `layers.1.weights`, `layers.1.weights.velocity`, `layers.1.updateNorm`, … */
export function pack(state: readonly LayerState[]): KernelState {
  const packed = new Map<string, Float64Array>()
  state.forEach((layer, i) => {
    const put = (name: string, values: Float64Array | null): unknown => values && packed.set(`layers.${i + 1}.${name}`, values.slice())
    for (const name of [...PARAMETER_NAMES, 'runningMean', 'runningVariance'] as const) put(name, layer[name])
    for (const name of [...layer.slots.keys()].sort()) put(name, layer.slots.get(name)!)
    if (!Number.isNaN(layer.updateNorm)) put('updateNorm', Float64Array.of(layer.updateNorm))
  })
  return packed
}

/** The state that `pack` gave, for the same program. Missing, unknown and wrongly sized arrays are refused: a checkpoint is a file. */
export function unpack(program: Program, packed: KernelState): LayerState[] {
  const state = emptyState(program)
  let taken = 0
  const take = (name: string, into: Float64Array): boolean => {
    const values = packed.get(name)
    if (!values) return false
    if (values.length !== into.length || !(values instanceof Float64Array)) {
      refuse(name, `${into.length} float64 values`, `${values.length} of ${values.constructor.name}`)
    }
    taken++
    into.set(values)
    return true
  }
  state.forEach((layer, i) => {
    for (const name of [...PARAMETER_NAMES, 'runningMean', 'runningVariance'] as const) {
      const path = `layers.${i + 1}.${name}`
      if (layer[name] && !take(path, layer[name])) refuse(path, 'an array of this name', 'none')
    }
    for (const parameter of PARAMETER_NAMES) {
      for (const slot of SLOT_NAMES) {
        const path = `layers.${i + 1}.${parameter}.${slot}`
        if (layer[parameter] && packed.has(path)) take(path, slotOf(layer, parameter, slot))
      }
    }
    const updateNorm = new Float64Array(1)
    if (take(`layers.${i + 1}.updateNorm`, updateNorm)) layer.updateNorm = updateNorm[0]!
  })
  if (taken !== packed.size) refuse('state', `the ${taken} arrays of this network`, `${packed.size}`)
  return state
}

function refuse(where: string, expected: string, got: string): never {
  throw new InputError({ code: 'file', where, expected, got, remedy: 'A state fits only the network and kernel that wrote it' })
}
