import type { WeightInitialization } from '../experiment/index.ts'
import type { Stream } from '../numerics/index.ts'
import type { DrawWeights, Fans } from './drawn.ts'
import { orthogonal } from './orthogonal.ts'

/** Kinds of weights that are drawn as a whole, or not at all. */
export type Structured = Extract<WeightInitialization, { kind: 'orthogonal' | 'identity' } | { kind: 'sparse' }>

export const structured = (kind: Structured): DrawWeights => (fans, stream) => {
  const { fanIn, fanOut } = fans
  switch (kind.kind) {
    case 'orthogonal':
      return Float32Array.from(orthogonal(fanOut, fanIn, stream), q => kind.gain * q)
    case 'identity': {
      const weights = new Float32Array(fanOut * fanIn)
      for (let i = 0; i < Math.min(fanIn, fanOut); i++) weights[i * fanIn + i] = kind.gain
      return weights
    }
    case 'sparse':
      return sparse(fans, kind, stream)
    default:
      return kind satisfies never
  }
}

/** Every unit gets `connections` incoming weights N(0, std²), the rest are 0. Martens 2010, §5. */
function sparse({ fanIn, fanOut }: Fans, kind: Structured & { kind: 'sparse' }, stream: Stream): Float32Array {
  const weights = new Float32Array(fanOut * fanIn)
  const inputs = Uint32Array.from({ length: fanIn }, (_, k) => k)
  const count = Math.min(kind.connections, fanIn)
  for (let j = 0; j < fanOut; j++) {
    for (let i = 0; i < count; i++) {
      const pick = i + stream.below(fanIn - i) // a partial Fisher–Yates: any starting order is as good as the next
      ;[inputs[i], inputs[pick]] = [inputs[pick]!, inputs[i]!]
      weights[j * fanIn + inputs[i]!] = kind.std * stream.normal()
    }
  }
  return weights
}
