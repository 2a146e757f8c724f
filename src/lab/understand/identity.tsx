import { computed, signal } from '@preact/signals'
import type { JSX } from 'preact'
import type { LinesFigure } from '../../charts/index.ts'
import {
  bestIdentityWithoutBias, identityError, identityOutput, largestIdentityWeight, minimaxIdentity, taylorIdentity, taylorIdentityError,
  type IdentityNeuron
} from '../../theory/index.ts'
import type { UnderstandWords } from '../words/understand.en.ts'
import { Chart } from './chart.tsx'
import { bound, Choice, Dial, Live } from './fields.tsx'
import { FormulaLinks } from './formula-view.tsx'
import { Tex } from './tex.tsx'
import { num } from './text.ts'
import { useWords } from './words.ts'

const WAYS = ['posed', 'taylor', 'minimax', 'hand'] as const
type Way = (typeof WAYS)[number]

/** What the neuron is made of, with the letters that formulas give it. */
const NUMBERS = [['w1', 'w_1'], ['b', 'b'], ['w2', 'w_2'], ['c', 'c']] as const

const way = signal<Way>('posed')
/** w₁ of the two ways that leave it open. */
const chosen = signal(1)
const byHand = signal<IdentityNeuron>({ w1: 4, b: -2, w2: 1, c: 0 })
const want = signal(0.01)

const neuron = computed((): IdentityNeuron & { readonly error: number } => {
  switch (way.value) {
    case 'posed': return bestIdentityWithoutBias()
    case 'taylor': return { ...taylorIdentity(chosen.value), error: taylorIdentityError(chosen.value) }
    case 'minimax': return minimaxIdentity(chosen.value)
    case 'hand': return { ...byHand.value, error: identityError(byHand.value) }
    default: return way.value satisfies never
  }
})

/** The book's problem of the identity neuron, as posed and with the help of an output bias. */
export function IdentityTopic(): JSX.Element {
  const { text: w } = useWords()
  const { error } = neuron.value
  return (
    <>
      <div class="u-columns">
        <div>
          <div class="u-dials">
            <Choice
              label={w.identity.way} options={WAYS.map(value => ({ value, text: w.identity[value] }))} value={way.value} onValue={choose}
            />
            {way.value !== 'posed' && <Weights />}
          </div>
          <dl>
            {NUMBERS.map(([key, tex]) => <Live name={<Tex tex={tex} />}>{num(neuron.value[key], 5)}</Live>)}
            <Live name={w.identity.error}>{num(error, 4)}</Live>
          </dl>
          <Chart id="identity" figure={identityFigure(neuron.value, way.value, w)} />
          <FormulaLinks ids={['identity', 'identityBest', 'identityTaylor']} />
        </div>
        <div>
          <h4>{w.identity.wantTitle}</h4>
          <Dial
            name={w.identity.want} label={<Tex tex="ε" />} {...bound(want)} low={1e-4} high={0.2} step={0.02} least={2e-5} most={0.24} log
          />
          <Chart id="identity-weight" figure={weightFigure(want.value, w)} />
        </div>
      </div>
    </>
  )
}

/** By hand one goes on from the weights that are there. */
function choose(next: Way): void {
  const { w1, b, w2, c } = neuron.value
  if (next === 'hand') byHand.value = { w1, b, w2, c }
  way.value = next
}

function Weights(): JSX.Element {
  const { text: w } = useWords()
  if (way.value !== 'hand') {
    return (
      <Dial
        name={w.identity.w1} label={<Tex tex="w_1" />} {...bound(chosen)} low={0.05} high={20} step={0.02} least={0.01} most={1000} log
      />
    )
  }
  return (
    <>
      {NUMBERS.map(([key, tex]) => (
        <Dial
          name={w.identity[key]} label={<Tex tex={tex} />} low={-10} high={10} step={0.05} least={-1000} most={1000}
          value={byHand.value[key]} onValue={v => (byHand.value = { ...byHand.value, [key]: v })}
        />
      ))}
    </>
  )
}

/** The neuron's output on [0, 1] beside what it should be. */
export function identityFigure(given: IdentityNeuron & { readonly error: number }, how: Way, w: UnderstandWords): LinesFigure {
  const x = Array.from({ length: 101 }, (_, i) => i / 100)
  const error = num(given.error)
  const caption = how === 'posed' ? w.identity.posedSay(error, num(given.w1, 4))
    : how === 'hand' ? w.identity.handSay(error) : w.identity.biasSay(error, num(given.w1), num(given.w2))
  return {
    kind: 'lines', title: w.identity.title, caption,
    x: { label: w.identity.x, scale: 'linear' }, y: { label: w.identity.y, scale: 'linear', include: [0, 1] },
    series: [
      { name: w.identity.got, x, y: x.map(at => identityOutput(given, at)) },
      { name: w.identity.wanted, x: [0, 1], y: [0, 1], dash: true }
    ]
  }
}

const ERRORS = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] as const
/** The same for every reader, and 2 × 11 root findings. */
const needed = computed(() => ({ taylor: ERRORS.map(e => weightFor(e, 'taylor')), minimax: ERRORS.map(e => weightFor(e, 'minimax')) }))

function weightFor(error: number, how: 'taylor' | 'minimax'): number {
  const w1 = largestIdentityWeight(error, how)
  return how === 'taylor' ? taylorIdentity(w1).w2 : minimaxIdentity(w1).w2
}

/** w₂ over the error that one is content with. */
export function weightFigure(error: number, w: UnderstandWords): LinesFigure {
  const [taylor, best] = [weightFor(error, 'taylor'), weightFor(error, 'minimax')]
  return {
    kind: 'lines', title: w.identity.weightNeeded, caption: w.identity.wantSay(num(error), num(taylor), num(best)),
    x: { label: w.identity.want, scale: 'log' }, y: { label: 'w₂', scale: 'log' },
    series: [
      { name: w.identity.byTaylor, x: ERRORS, y: needed.value.taylor },
      { name: w.identity.byBest, x: ERRORS, y: needed.value.minimax, dash: true }
    ],
    marks: [{ x: error, y: taylor, label: num(taylor) }, { x: error, y: best, label: num(best) }]
  }
}
