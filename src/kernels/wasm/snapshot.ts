import type { LayerSnapshot, Snapshot } from '../contract.ts'
import type { LayerLayout, Layout } from './layout.ts'
import { unpadded, type Arena } from './memory.ts'
import { readMatrix, readWeights } from './parameters.ts'
import * as slot from './slots.ts'

/** Copies of everything the last pass left. */
export function readSnapshot(layout: Layout, arena: Arena, rows: number): Snapshot {
  const layers = layout.layers.map(layer => {
    const gradWeights = readMatrix(arena, layer.table.pointer(slot.GRADIENTS), layer)
    return readLayer(layer, arena, rows, Float64Array.from(gradWeights, g => g / rows))
  })
  return { rows, layers }
}

function readLayer(layer: LayerLayout, arena: Arena, rows: number, gradWeights: Float64Array): LayerSnapshot {
  const { table, stride, program: { fanIn, fanOut, activation } } = layer
  const matrix = (at: number): Float32Array => unpadded(arena, table.pointer(at), rows, stride, fanOut)
  const exponent = table.int(slot.EXPONENT)
  return {
    fanIn,
    fanOut,
    largestSlope: activation.largestSlope,
    weightedInput: matrix(slot.Z),
    activation: matrix(slot.A),
    slope: matrix(slot.SLOPE),
    delta: matrix(slot.DELTA),
    deltaExponent: exponent,
    back: table.pointer(slot.BACK) === 0 ? null : matrix(slot.BACK),
    weights: readWeights(arena, layer),
    gradWeights,
    gradBiases: Float64Array.from(arena.f64(table.pointer(slot.DELTA_SUM), fanOut), sum => sum / rows),
    gradientExponent: exponent,
    updateNorm: Math.sqrt(table.number(slot.SUM_UPDATE_SQUARE))
  }
}
