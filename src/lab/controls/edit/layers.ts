import { LIMITS } from '../../../experiment/index.ts'

/** Sizes with the input and the output, as in the document. Hidden layers are numbered from 1. */
export type Layers = readonly number[]

/** Width of a hidden layer where there is none to take after: the book's. */
const USUAL_WIDTH = 30

export const hiddenOf = (layers: Layers): Layers => layers.slice(1, -1)

const around = (layers: Layers, hidden: Layers): Layers => [layers[0]!, ...hidden, layers.at(-1)!]

export function withWidth(layers: Layers, layer: number, width: number): Layers {
  return layers.map((old, l) => (l === layer ? width : old))
}

/** One more hidden layer below the output, as wide as the last one. */
export function withLayerAdded(layers: Layers): Layers {
  const hidden = hiddenOf(layers)
  return around(layers, [...hidden, hidden.at(-1) ?? USUAL_WIDTH])
}

export function withLayerRemoved(layers: Layers, layer: number): Layers {
  return layers.filter((_, l) => l !== layer || l === 0 || l === layers.length - 1)
}

/** The hidden layer `from` in the place of `to`; those between move up. */
export function withLayerMoved(layers: Layers, from: number, to: number): Layers {
  const hidden = [...hiddenOf(layers)]
  const [width] = hidden.splice(from - 1, 1)
  if (width === undefined) return layers
  hidden.splice(Math.min(hidden.length, Math.max(0, to - 1)), 0, width)
  return around(layers, hidden)
}

/** So many hidden layers: the last are taken away, or its width repeated. */
export function withDepth(layers: Layers, depth: number): Layers {
  const hidden = hiddenOf(layers)
  const wanted = Math.min(LIMITS.layers - 1, Math.max(0, Math.round(depth)))
  return around(layers, Array.from({ length: wanted }, (_, i) => hidden[i] ?? hidden.at(-1) ?? USUAL_WIDTH))
}
