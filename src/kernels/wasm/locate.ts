import type { NonFinite } from '../contract.ts'
import type { LoadedExamples } from './examples.ts'
import type { LayerLayout, Layout } from './layout.ts'
import type { Arena } from './memory.ts'
import * as slot from './slots.ts'

const bad = (values: Float32Array): boolean => !values.every(Number.isFinite)

/** The first value that is no finite number, in the order of computation; reads the memory the last pass left. */
export function locate(layout: Layout, arena: Arena, examples: LoadedExamples, rows: number): NonFinite | null {
  const passFinite = layout.head.int(slot.HEAD_PASS_FINITE) === 1
  if (!passFinite) return inputs(layout, arena, examples, rows) ?? parameters(layout, arena) ?? forward(layout, arena, rows) ?? backward(layout, arena, rows)
  // The update itself made it: a gradient that overflowed, or the new parameters.
  return backward(layout, arena, rows) ?? parameters(layout, arena)
}

function inputs(layout: Layout, arena: Arena, { shape }: LoadedExamples, rows: number): NonFinite | null {
  for (const record of arena.u32(layout.rowList, rows)) {
    const [first, last] = [0, shape.tiles].map(tile => record + arena.u32(record + tile * 4, 1)[0]!) as [number, number]
    for (const entry of arena.u32(first, (last - first) / 4)) {
      // All ones in the exponent: infinity or NaN.
      if ((entry & 0x7f800000) === 0x7f800000) return { quantity: 'activation', layer: 0, operation: 'input' }
    }
  }
  return null
}

/** Which part of a layer's WEIGHTS or GRADIENTS, that of the weights, the biases or the gains. */
function partOf(arena: Arena, { table, weightLength, stride, program }: LayerLayout, what: number): 'Weights' | 'Biases' | 'Gains' | null {
  const rest = table.pointer(what) + weightLength * 4
  if (bad(arena.f32(table.pointer(what), weightLength))) return 'Weights'
  if (bad(arena.f32(rest, stride))) return 'Biases'
  return program.normalization !== 'none' && bad(arena.f32(rest + stride * 4, stride)) ? 'Gains' : null
}

function parameters(layout: Layout, arena: Arena): NonFinite | null {
  for (const [i, layer] of layout.layers.entries()) {
    const part = partOf(arena, layer, slot.WEIGHTS)
    if (part) return { quantity: part.toLowerCase(), layer: i + 1, operation: 'initialisation or update' }
  }
  return null
}

function forward(layout: Layout, arena: Arena, rows: number): NonFinite | null {
  for (const [i, { table, stride, program }] of layout.layers.entries()) {
    const matrix = (at: number): Float32Array => arena.f32(table.pointer(at), rows * stride)
    const found = (quantity: string, operation: string): NonFinite => ({ quantity, layer: i + 1, operation })
    const normalized = program.normalization !== 'none'
    // With normalisation an overflowing product has already become NaN in x̂: a finite x̂ with a bad z is the gains' doing.
    if (normalized && bad(matrix(slot.NORMALIZED))) return found('weightedInput', 'matrix product')
    if (bad(matrix(slot.Z))) return found('weightedInput', normalized ? 'normalisation' : 'matrix product')
    if (bad(matrix(slot.A))) return found('activation', 'activation')
  }
  if (Number.isFinite(layout.head.number(slot.HEAD_COST_SUM))) return null
  return { quantity: 'cost', layer: layout.layers.length, operation: 'cost' }
}

function backward(layout: Layout, arena: Arena, rows: number): NonFinite | null {
  for (let i = layout.layers.length - 1; i >= 0; i--) {
    const layer = layout.layers[i]!
    if (bad(arena.f32(layer.table.pointer(slot.DELTA), rows * layer.stride))) return { quantity: 'delta', layer: i + 1, operation: 'backpropagation' }
    const part = partOf(arena, layer, slot.GRADIENTS)
    if (part) return { quantity: `grad${part}`, layer: i + 1, operation: 'gradient' }
  }
  return null
}
