import { Totals } from './sums.ts'
import type { LayerProgram, Program } from '../contract.ts'
import { TILE } from './examples.ts'
import type { Arena } from './memory.ts'
import { Table } from './memory.ts'
import * as slot from './slots.ts'

const ACTIVATIONS: Readonly<Record<string, number>> = {
  sigmoid: slot.SIGMOID, tanh: slot.TANH, relu: slot.RELU, leakyRelu: slot.LEAKY_RELU, elu: slot.ELU, selu: slot.SELU, gelu: slot.GELU,
  silu: slot.SILU, softplus: slot.SOFTPLUS, softsign: slot.SOFTSIGN, hardTanh: slot.HARD_TANH, erf: slot.ERF, linear: slot.LINEAR,
  softmax: slot.SOFTMAX
}
const COSTS = { quadratic: slot.COST_QUADRATIC, crossEntropy: slot.COST_CROSS_ENTROPY, logLikelihood: slot.COST_LOG_LIKELIHOOD }
const NORMALIZATIONS = { none: slot.NORMALIZATION_NONE, batch: slot.NORMALIZATION_BATCH, layer: slot.NORMALIZATION_LAYER }

const up4 = (n: number): number => (n + 3) & ~3

/** One layer's place in memory, in floats where not said otherwise. Rows of every matrix are `stride` floats apart, padding is 0. */
export interface LayerLayout {
  readonly table: Table
  readonly program: LayerProgram
  readonly stride: number
  readonly strideIn: number
  /** weights [fanIn up to 4][stride], then biases [stride], then gains [stride]. */
  readonly weightLength: number
  readonly restLength: number
  /** Where the optimiser's numbers lie once they were needed; STATE_1 and STATE_2 are 0 while they are not in use. */
  readonly state: number[]
  readonly totals: Totals
}

export interface Layout {
  readonly head: Table
  readonly rowList: number
  readonly layers: readonly LayerLayout[]
}

/** Operands of this many bytes stay in the first-level cache (SMALL in assembly/product.ts). */
const isSmall = ({ fanIn, fanOut }: LayerProgram): boolean => fanIn * up4(fanOut) * 4 <= 16384

/** The most rows that a packed product of this network has: rows of the batch, or units of a layer below a large one. */
function packedRows({ layers, capacity }: Program): number {
  const large = layers.slice(1).filter(layer => !isSmall(layer))
  return large.length === 0 ? 16 : Math.max(capacity, ...large.map(layer => layer.fanIn))
}

/** How many examples go through all layers together: as many as a cache holds of small layers, all where a layer's weights need it more. */
function runLength({ layers, capacity }: Program): number {
  return layers.slice(1).every(isSmall) && layers.every(layer => layer.normalization !== 'batch') ? 120 : capacity
}

/** Lays the program out in the arena and writes its table. All floats start as 0; optimiser state is added by `addState`. */
export function layOut(program: Program, arena: Arena, threads: number, scratchBytes: (rows: number) => number): Layout {
  const head = new Table(arena, arena.take((slot.HEAD_SIZE + program.layers.length * slot.LAYER_SIZE) * 8))
  const widest = Math.max(...program.layers.map(l => up4(l.fanOut)))
  const rowList = arena.take(program.capacity * 4)
  const first = program.layers[0]!
  head.setInt(slot.HEAD_LAYERS, program.layers.length)
  head.setInt(slot.HEAD_COST, COSTS[program.cost])
  head.setInt(slot.HEAD_ROW_LIST, rowList)
  head.setInt(slot.HEAD_STAMPS, arena.take(up4(first.fanIn) * 4))
  const bands = Math.ceil(first.fanOut / 32)
  head.setInt(slot.HEAD_LANES, arena.take(up4(first.fanIn) * bands * 16))
  head.setInt(slot.HEAD_TILE_SUMS, arena.take(Math.ceil(first.fanIn / TILE) * bands * 16))
  head.setInt(slot.HEAD_SCRATCH, arena.take(widest * 16))
  head.setInt(slot.HEAD_ZEROS, arena.take(widest * 4))
  head.setInt(slot.HEAD_ROW_COSTS, arena.take(program.capacity * 8))
  head.setInt(slot.HEAD_TEAM, arena.take((3 + threads) * 64))
  head.setInt(slot.HEAD_THREADS, 1)
  head.setInt(slot.HEAD_TILE, TILE)
  head.setInt(slot.HEAD_TILES, Math.ceil(first.fanIn / TILE))
  head.setInt(slot.HEAD_RUN, runLength(program))
  const packBytes = Math.ceil(scratchBytes(packedRows(program)) / 4096) * 4096
  head.setInt(slot.HEAD_PACK, arena.take(packBytes * threads))
  head.setInt(slot.HEAD_PACK_BYTES, packBytes)
  const layers: LayerLayout[] = []
  let strideIn = up4(first.fanIn)
  for (const [index, layer] of program.layers.entries()) {
    const table = new Table(arena, head.at + (slot.HEAD_SIZE + index * slot.LAYER_SIZE) * 8)
    layers.push(layOutLayer(program, layer, index, strideIn, table, arena))
    strideIn = up4(layer.fanOut)
  }
  return { head, rowList, layers }
}

function layOutLayer(program: Program, layer: LayerProgram, index: number, strideIn: number, table: Table, arena: Arena): LayerLayout {
  const stride = up4(layer.fanOut)
  const normalized = layer.normalization !== 'none'
  const weightLength = up4(layer.fanIn) * stride
  const restLength = normalized ? 2 * stride : stride
  const floats = (n: number): number => arena.take(n * 4)
  const set = (at: number, value: number): void => table.setInt(at, value)
  set(slot.FAN_IN, layer.fanIn)
  set(slot.FAN_OUT, layer.fanOut)
  set(slot.STRIDE_IN, strideIn)
  set(slot.STRIDE, stride)
  set(slot.ACTIVATION, ACTIVATIONS[layer.activation.name] ?? slot.LINEAR)
  set(slot.NORMALIZATION, NORMALIZATIONS[layer.normalization])
  set(slot.RESIDUAL, layer.residual ? 1 : 0)
  const weights = floats(weightLength + restLength)
  set(slot.WEIGHTS, weights)
  set(slot.BIASES, weights + weightLength * 4)
  set(slot.GAINS, normalized ? weights + (weightLength + stride) * 4 : 0)
  set(slot.WEIGHT_LENGTH, weightLength)
  set(slot.REST_LENGTH, restLength)
  set(slot.GRADIENTS, floats(weightLength + restLength))
  // A place of its own: the rows of weights that only fill up a four are written by nobody and stay 0.
  set(slot.SECOND, index > 0 && !normalized && weightLength <= slot.MOST_HALVED ? floats(weightLength + 3 * stride) : 0)
  set(slot.RUNNING, layer.normalization === 'batch' ? floats(4 * stride) : 0)
  const wide = (): number => floats(program.capacity * stride)
  const last = index === program.layers.length - 1
  for (const at of [slot.Z, slot.A, slot.SLOPE, slot.DELTA]) set(at, wide())
  set(slot.BACK, last ? 0 : wide())
  set(slot.NORMALIZED, normalized ? wide() : 0)
  set(slot.DS, normalized ? wide() : table.pointer(slot.DELTA))
  set(slot.INVERSE_STD, normalized ? floats(Math.max(stride, program.capacity)) : 0)
  set(slot.DELTA_SUM, arena.take(stride * 8))
  set(slot.ROW_SUMS, arena.take(up4(layer.fanIn) * 16))
  set(slot.GROUP_SUMS, arena.take(Math.ceil(layer.fanIn / 32) * 256))
  set(slot.MASK, floats(stride))
  set(slot.ROOM, arena.take(stride * 4 + 528))
  arena.u32(table.pointer(slot.MASK), layer.fanOut).fill(0xffffffff)
  table.setFloat(slot.SATURATED_BELOW, 0.05 * layer.activation.largestSlope)
  return { table, program: layer, stride, strideIn, weightLength, restLength, state: [], totals: new Totals() }
}

const STATES = [slot.STATE_1, slot.STATE_2]

/** Makes the first `buffers` of the optimiser's numbers live, as zeros where they were not. */
export function addState(layout: Layout, arena: Arena, buffers: number): void {
  for (const { table, weightLength, restLength, state } of layout.layers) {
    for (let i = 0; i < buffers; i++) {
      if (table.pointer(STATES[i]!) !== 0) continue
      state[i] ??= arena.take((weightLength + restLength) * 4)
      arena.f32(state[i]!, weightLength + restLength).fill(0)
      table.setInt(STATES[i]!, state[i]!)
    }
  }
}

/** Forgets the optimiser's numbers; their memory is kept for the next use. */
export function dropState(layout: Layout): void {
  for (const { table } of layout.layers) for (const at of STATES) table.setInt(at, 0)
}
