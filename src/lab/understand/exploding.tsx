import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import type { LinesFigure } from '../../charts/index.ts'
import {
  backpropagateChain, chainRatio, explodingChain, explodingRatio, forwardChain, quadraticChainCost, sigmoidSlope, type Chain
} from '../../theory/index.ts'
import type { UnderstandWords } from '../words/understand.en.ts'
import { Chart } from './chart.tsx'
import { bound, Dial, Live } from './fields.tsx'
import { FormulaLinks } from './formula-view.tsx'
import { Tex } from './tex.tsx'
import { num, speedWords } from './text.ts'
import { useWords } from './words.ts'

const INPUT = 0.5
const weight = signal(100)
const count = signal(4)
/** By how much b₁ misses the value that the construction needs. */
const shift = signal(0)

/** The book's exploding chain: one weight for all, every z at 0, each factor w/4. */
export function ExplodingTopic(): JSX.Element {
  const { text: w } = useWords()
  const [depth, chain] = [count.value, shifted(count.value, weight.value, shift.value)]
  const { ratio } = chainRatio(chain, INPUT, depth)
  return (
    <>
      <div class="u-dials">
        <Dial
          name={w.exploding.weight} label={<Tex tex="w" />} {...bound(weight)} low={0.1} high={200} step={0.01} least={0.001} most={1e4} log
        />
        <Dial
          name={w.exploding.neurons} label={w.exploding.neurons} value={depth} low={2} high={8} step={1}
          onValue={n => (count.value = Math.round(n))}
        />
        <Dial name={w.exploding.shift} label={<Tex tex="Δb_1" />} {...bound(shift)} low={-1} high={1} step={0.01} most={10} least={-10} />
      </div>
      <dl>
        <Live name={<Tex tex="frac{w}{4}" />}>{num(weight.value / 4, 4)}</Live>
        <Live name={<Tex tex={`frac{∂C/∂b_1}{∂C/∂b_${depth}}`} />}>{num(ratio, 5)}</Live>
      </dl>
      <Chart id="exploding" figure={explodingFigure(weight.value, depth, shift.value, w)} />
      <FormulaLinks ids={['exploding', 'explodingRatio']} />
    </>
  )
}

function shifted(depth: number, w: number, by: number): Chain {
  const chain = explodingChain(depth, w, INPUT)
  return by === 0 ? chain : { ...chain, biases: chain.biases.map((b, j) => (j === 0 ? b + by : b)) }
}

/** |∂C/∂b| of every neuron, beside that of weights which vanish, keep and explode. */
export function explodingFigure(w: number, depth: number, by: number, words: UnderstandWords): LinesFigure {
  const x = Array.from({ length: depth }, (_, j) => j + 1)
  const speeds = (chain: Chain): number[] => backpropagateChain(chain, INPUT, quadraticChainCost(0)).biases.map(Math.abs)
  const others = [1, 4, 100].filter(other => other !== w || by !== 0)
  return {
    kind: 'lines', title: words.exploding.title, caption: explodingSentence(w, depth, by, words),
    x: { label: words.neuron, scale: 'linear', whole: true }, y: { label: words.exploding.speed, scale: 'log' },
    series: [
      { name: by === 0 ? words.exploding.now(num(w)) : words.exploding.moved(num(w)), x, y: speeds(shifted(depth, w, by)), points: true },
      ...others.map(other => ({ name: words.exploding.now(num(other)), x, y: speeds(explodingChain(depth, other, INPUT)), dash: true }))
    ]
  }
}

function explodingSentence(w: number, depth: number, by: number, { exploding: say, space }: UnderstandWords): string {
  const intended = explodingRatio(w, depth)
  const factor = num(w / 4)
  const whole = speedWords(intended, {
    slower: t => say.slower(factor, t, depth), faster: t => say.faster(factor, t, depth), alike: say.alike, stuck: say.alike
  })
  if (by === 0) return whole
  const chain = shifted(depth, w, by)
  const { weightedInputs } = forwardChain(chain, INPUT)
  const farthest = weightedInputs.reduce((far, z) => Math.max(far, Math.abs(z)), 0)
  const ratio = chainRatio(chain, INPUT, depth).ratio
  return [whole, say.shifted(num(by), num(ratio), num(intended)), say.shiftedZ(num(farthest), num(sigmoidSlope(farthest)))].join(space)
}
