import type { NonFinite } from '../contract.ts'
import type { LoadedExamples } from './examples.ts'
import type { Layout } from './layout.ts'
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

function parameters(layout: Layout, arena: Arena): NonFinite | null {
  for (const [i, { table, weightLength, stride, program }] of layout.layers.entries()) {
    const found = (quantity: string): NonFinite => ({ quantity, layer: i + 1, operation: 'initialisation or update' })
    if (bad(arena.f32(table.pointer(slot.WEIGHTS), weightLength))) return found('weights')
    if (bad(arena.f32(table.pointer(slot.BIASES), stride))) return found('biases')
    if (program.normalization !== 'none' && bad(arena.f32(table.pointer(slot.GAINS), stride))) return found('gains')
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
    const { table, stride, weightLength, restLength } = layout.layers[i]!
    if (bad(arena.f32(table.pointer(slot.DELTA), rows * stride))) return { quantity: 'delta', layer: i + 1, operation: 'backpropagation' }
    const gradients = table.pointer(slot.GRADIENTS)
    if (bad(arena.f32(gradients, weightLength))) return { quantity: 'gradWeights', layer: i + 1, operation: 'gradient' }
    if (bad(arena.f32(gradients + weightLength * 4, restLength))) return { quantity: 'gradBiases', layer: i + 1, operation: 'gradient' }
  }
  return null
}
