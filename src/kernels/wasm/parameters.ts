import { InputError } from '../../errors/index.ts'
import type { KernelState, LayerParameters } from '../contract.ts'
import { addState, dropState, type LayerLayout, type Layout } from './layout.ts'
import type { Arena } from './memory.ts'
import * as slot from './slots.ts'

/** A copy of a [fanIn][stride] run as [fanOut, fanIn]. */
export function readMatrix(arena: Arena, at: number, { stride, program: { fanIn, fanOut } }: LayerLayout, scale = 1): Float32Array {
  const from = arena.f32(at, fanIn * stride)
  const out = new Float32Array(fanOut * fanIn)
  for (let k = 0; k < fanIn; k++) for (let j = 0; j < fanOut; j++) out[j * fanIn + k] = from[k * stride + j]! * scale
  return out
}

/** The weights, with the scale they are stored under. */
export function readWeights(arena: Arena, layer: LayerLayout): Float32Array {
  return readMatrix(arena, layer.table.pointer(slot.WEIGHTS), layer, Math.fround(layer.table.number(slot.SCALE)))
}

/** Float32 denormals would stall the processor: they count as 0, like everywhere in this kernel. */
const normal = (x: number): number => (Math.abs(x) < 1.1754943508222875e-38 ? 0 : x)

function writeWeights(arena: Arena, at: number, { stride, program: { fanIn, fanOut } }: LayerLayout, values: ArrayLike<number>): void {
  const to = arena.f32(at, fanIn * stride)
  for (let k = 0; k < fanIn; k++) for (let j = 0; j < fanOut; j++) to[k * stride + j] = normal(values[j * fanIn + k]!)
}

/** The three runs of a layer in the parameters' layout, for parameters and optimiser state alike. */
function runs(base: number, { weightLength, stride, program }: LayerLayout): readonly (readonly [string, number])[] {
  const rest = base + weightLength * 4
  const gains = program.normalization === 'none' ? [] : [['gains', rest + stride * 4] as const]
  return [['weights', base], ['biases', rest], ...gains]
}

/** Parameters from outside; the optimiser starts anew. */
export function writeParameters(layout: Layout, arena: Arena, given: readonly LayerParameters[]): void {
  dropState(layout)
  layout.head.setInt(slot.HEAD_LANES_HOLD, 0)
  layout.layers.forEach((layer, i) => {
    const { table, program, stride } = layer
    const values = given[i]!
    writeWeights(arena, table.pointer(slot.WEIGHTS), layer, values.weights)
    arena.f32(table.pointer(slot.BIASES), program.fanOut).set(Float32Array.from(values.biases, normal))
    if (program.normalization !== 'none') arena.f32(table.pointer(slot.GAINS), program.fanOut).set(values.gains ?? new Float32Array(program.fanOut).fill(1))
    if (program.normalization === 'batch') {
      const { runningMean, runningVariance } = values
      const running = arena.f32(table.pointer(slot.RUNNING), 2 * stride).fill(NaN)
      if (runningMean && runningVariance) {
        running.fill(0).set(runningMean)
        running.set(runningVariance, stride)
      }
    }
    table.setNumber(slot.SUM_UPDATE_SQUARE, NaN)
    table.setNumber(slot.SCALE, 1)
    forgetSums(layer, arena)
  })
}

/** What the kernel knows of the rows' sums is of other weights now. */
function forgetSums({ table, program }: LayerLayout, arena: Arena): void {
  const notes = arena.i32(table.pointer(slot.ROW_SUMS), program.fanIn * 4)
  for (let k = 0; k < program.fanIn; k++) notes[k * 4 + 2] = -1
}

export function readParameters(layout: Layout, arena: Arena): LayerParameters[] {
  return layout.layers.map(layer => {
    const { table, program, stride } = layer
    const row = (at: number, next = 0): Float32Array => arena.f32(table.pointer(at) + next * 4, program.fanOut).slice()
    const set = program.normalization === 'batch' && !Number.isNaN(row(slot.RUNNING)[0]!)
    return {
      weights: readWeights(arena, layer),
      biases: row(slot.BIASES),
      ...(program.normalization === 'none' ? {} : { gains: row(slot.GAINS) }),
      ...(set ? { runningMean: row(slot.RUNNING), runningVariance: row(slot.RUNNING, stride) } : {})
    }
  })
}

const STATES = [['first', slot.STATE_1], ['second', slot.STATE_2]] as const

/** All numbers that outlive a pass, unpadded: `layers.1.weights` (over `layers.1.weightScale`, if there is one), `layers.1.weights.first`, … */
export function readState(layout: Layout, arena: Arena): KernelState {
  const state = new Map<string, Float32Array | Float64Array>()
  readParameters(layout, arena).forEach((parameters, i) => {
    const layer = layout.layers[i]!
    for (const [name, values] of Object.entries(parameters)) state.set(`layers.${i + 1}.${name}`, values as Float32Array)
    const scale = layer.table.number(slot.SCALE)
    if (scale !== 1) {
      state.set(`layers.${i + 1}.weights`, readMatrix(arena, layer.table.pointer(slot.WEIGHTS), layer))
      state.set(`layers.${i + 1}.weightScale`, Float64Array.of(scale))
    }
    for (const [suffix, at] of STATES) {
      const base = layer.table.pointer(at)
      if (base === 0) continue
      for (const [name, run] of runs(base, layer)) {
        const values = name === 'weights' ? readMatrix(arena, run, layer) : arena.f32(run, layer.program.fanOut).slice()
        state.set(`layers.${i + 1}.${name}.${suffix}`, values)
      }
    }
    const update = layer.table.number(slot.SUM_UPDATE_SQUARE)
    if (!Number.isNaN(update)) state.set(`layers.${i + 1}.updateSquare`, Float64Array.of(update))
  })
  return state
}

/** Puts back what readState gave for the same program. Refuses a missing, unknown or wrongly sized array. */
export function writeState(layout: Layout, arena: Arena, state: KernelState): void {
  const left = new Set(state.keys())
  const take = (name: string, length: number): Float32Array | Float64Array | undefined => {
    const values = state.get(name)
    left.delete(name)
    if (values && values.length !== length) refuse(name, `${length} values`, `${values.length}`)
    return values
  }
  const parameters = layout.layers.map(({ program: { fanIn, fanOut, normalization } }, i) => {
    const need = (name: string, length: number): Float32Array => {
      const values = take(`layers.${i + 1}.${name}`, length)
      if (values instanceof Float32Array) return values
      return refuse(`layers.${i + 1}.${name}`, 'a float32 array of this name', values ? 'float64' : 'none')
    }
    const running = normalization === 'batch' && state.has(`layers.${i + 1}.runningMean`)
    return {
      weights: need('weights', fanIn * fanOut),
      biases: need('biases', fanOut),
      ...(normalization === 'none' ? {} : { gains: need('gains', fanOut) }),
      ...(running ? { runningMean: need('runningMean', fanOut), runningVariance: need('runningVariance', fanOut) } : {})
    }
  })
  writeParameters(layout, arena, parameters)
  const buffers = STATES.filter(([suffix]) => [...state.keys()].some(name => name.endsWith(`.${suffix}`))).length
  addState(layout, arena, buffers)
  layout.layers.forEach((layer, i) => {
    for (const [suffix, at] of STATES.slice(0, buffers)) {
      for (const [name, run] of runs(layer.table.pointer(at), layer)) {
        const { fanIn, fanOut } = layer.program
        const values = take(`layers.${i + 1}.${name}.${suffix}`, name === 'weights' ? fanIn * fanOut : fanOut)
        if (!values) return refuse(`layers.${i + 1}.${name}.${suffix}`, 'an array of this name', 'none')
        if (name === 'weights') writeWeights(arena, run, layer, values)
        else arena.f32(run, fanOut).set(values)
      }
    }
    layer.table.setNumber(slot.SUM_UPDATE_SQUARE, take(`layers.${i + 1}.updateSquare`, 1)?.[0] ?? NaN)
    layer.table.setNumber(slot.SCALE, take(`layers.${i + 1}.weightScale`, 1)?.[0] ?? 1)
  })
  if (left.size > 0) refuse([...left][0]!, 'only arrays of this network', 'one more')
}

function refuse(where: string, expected: string, got: string): never {
  throw new InputError({ code: 'file', where, expected, got, remedy: 'A state fits only the network and kernel that wrote it' })
}
