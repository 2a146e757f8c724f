import type { FactorsFigure, LinesFigure, TableFigure } from '../../charts/index.ts'
import { chainActivation, chainRatio, forwardChain, gradientProduct, nudgeBias, type Chain, type ChainCost } from '../../theory/index.ts'
import type { UnderstandWords } from '../words/understand.en.ts'
import { num, percent, speedWords, sub } from './text.ts'

/** A chain with what goes in at its foot and what its output is held against. */
export interface ChainSetting {
  readonly chain: Chain
  readonly input: number
  readonly cost: ChainCost
}

/** `σ'(z1)` as theory names it → `σ′(z₁)` as it is set in a sentence. */
export const setName = (name: string): string => name.replace("'", '′').replaceAll(/\d+/g, digits => sub(Number(digits)))
/** The same in the notation of formulas. */
export const texName = (name: string): string => name.replaceAll(/([a-z])(\d+)/g, '$1_$2').replace(/^∂C\/∂(.*)$/, 'frac{∂C}{∂$1}')

/** ∂C/∂b₁ as a product, each factor beside the product so far. */
export function factorsFigure({ chain, input, cost }: ChainSetting, w: UnderstandWords): FactorsFigure {
  const { factors, product } = gradientProduct(chain, input, cost)
  const smallest = factors.reduce((least, f) => (Math.abs(f.value) < Math.abs(least.value) ? f : least))
  const depth = chain.weights.length
  const { ratio } = chainRatio(chain, input, depth)
  const speed = speedWords(ratio, {
    slower: t => w.chain.slower(t, depth), faster: t => w.chain.faster(t, depth), alike: w.chain.alike(depth), stuck: w.chain.stuck
  })
  return {
    kind: 'factors', title: w.chain.factors, label: w.chain.running,
    caption: [w.chain.gradient(num(product), setName(smallest.name), num(smallest.value)), speed].join(w.space),
    factors: factors.map(f => ({ name: setName(f.name), value: f.value, ...(f.kind === 'cost' ? {} : { of: f.kind }) }))
  }
}

/** φ′ with the neurons on it. */
export function slopesFigure({ chain, input }: Pick<ChainSetting, 'chain' | 'input'>, w: UnderstandWords): LinesFigure {
  const { letter, slope, largestSlope } = chainActivation(chain)
  const { weightedInputs } = forwardChain(chain, input)
  const reach = Math.min(60, weightedInputs.reduce((most, z) => Math.max(most, Math.abs(z)), 6) * 1.05)
  const x = Array.from({ length: 241 }, (_, i) => ((i - 120) / 120) * reach)
  const slopes = weightedInputs.map(slope)
  const flattest = slopes.reduce((least, s, j) => (Math.abs(s) < Math.abs(slopes[least]!) ? j : least), 0)
  return {
    kind: 'lines', title: w.chain.slopes(letter),
    caption: w.chain.slopesSay(letter, num(largestSlope), `z${sub(flattest + 1)}`, num(weightedInputs[flattest]!), num(slopes[flattest]!)),
    x: { label: w.chain.input_z, scale: 'linear' }, y: { label: w.chain.slope(letter), scale: 'linear', include: [0] },
    series: [{ name: `${letter}′`, x, y: x.map(slope) }],
    marks: weightedInputs.flatMap((z, j) => (Math.abs(z) <= reach ? [{ x: z, y: slopes[j]!, label: `z${sub(j + 1)}` }] : []))
  }
}

/** What theory says of neuron 1 beside neuron 3 (or the last of a chain of two), and whether the book's bound holds for it. */
export function ratioSentence(
  { chain, input }: Pick<ChainSetting, 'chain' | 'input'>, w: UnderstandWords
): { readonly layer: number; readonly text: string } {
  const layer = Math.min(3, chain.weights.length)
  const { ratio, bound, promised, factors } = chainRatio(chain, input, layer)
  const weights = factors.filter(f => f.kind === 'weight' && (promised || Math.abs(f.value) > 1)).map(f => setName(f.name))
  const names = weights.length > 1 ? `${weights.slice(0, -1).join(w.list)}${w.and}${weights.at(-1)!}` : weights.join('')
  const limit = num(bound)
  if (promised) return { layer, text: w.chain.promised(names, limit, num(ratio)) }
  const kept = Math.abs(ratio) <= bound ? w.chain.below : w.chain.above
  return { layer, text: [w.chain.notPromised(names, limit, num(ratio)), kept].join(w.space) }
}

/** The way of a nudge Δb₁ up the chain: what the product says of every change, and what it is. */
export function nudgeFigure({ chain, input, cost }: ChainSetting, change: number, w: UnderstandWords): TableFigure {
  const steps = nudgeBias(chain, input, cost, change)
  const last = steps.at(-1)!
  const off = Math.abs(last.predicted - last.measured) / Math.abs(last.measured)
  const [by, measured, predicted] = [num(change), num(last.measured, 4), num(last.predicted, 4)]
  const exact = !(off >= 5e-5)
  return {
    kind: 'table', title: w.chain.nudgeTable,
    caption: exact ? w.chain.nudgeExact(by, measured) : w.chain.nudgeSay(by, measured, predicted, percent(off)),
    columns: [w.chain.change, w.chain.by, w.chain.predicted, w.chain.measured],
    rows: steps.map(s => [setName(s.name), setName(s.by), s.predicted, s.measured])
  }
}

/** ∂C/∂b₁ = … in letters, and again with this chain's numbers, in the notation of formulas. */
export function gradientTex({ chain, input, cost }: ChainSetting): readonly string[] {
  const { factors, product } = gradientProduct(chain, input, cost)
  const factor = (x: number): string => (x < 0 ? `(${num(x)})` : num(x))
  return [
    `frac{∂C}{∂b_1} = ~${factors.map(f => texName(f.name)).join(' ~· ')}`,
    `= ~${factors.map(f => factor(f.value)).join(' ~· ')} ~= ${num(product)}`
  ]
}
