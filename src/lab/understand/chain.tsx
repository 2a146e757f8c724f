import type { JSX } from 'preact'
import { ACTIVATION_NAMES } from '../../experiment/index.ts'
import { forwardChain } from '../../theory/index.ts'
import { factorsFigure, gradientTex, nudgeFigure, ratioSentence, slopesFigure, type ChainSetting } from './chain-figures.ts'
import {
  activation, biases, chain, cost, count, drawNext, FEWEST, input, MOST, nudge, preset, reach, reset, seed, setNeuron, target, weights
} from './chain-state.ts'
import { Chart } from './chart.tsx'
import { bound, Choice, Dial, Live } from './fields.tsx'
import { FormulaLinks } from './formula-view.tsx'
import { Tex } from './tex.tsx'
import { num } from './text.ts'
import { useWords } from './words.ts'

/** The chain of single neurons: every weight and bias in the reader's hands, every factor drawn. Each part follows only what it shows. */
export function ChainTopic(): JSX.Element {
  return (
    <>
      <Presets />
      <Whole />
      <Neurons />
      <div class="u-columns">
        <Product />
        <Slopes />
        <Ratio />
        <Nudge />
      </div>
    </>
  )
}

const setting = (): ChainSetting => ({ chain: chain.value, input: input.value, cost: cost.value })

function Product(): JSX.Element {
  const { text: w } = useWords()
  return (
    <div>
      <Chart id="factors" figure={factorsFigure(setting(), w)} />
      <div class="u-lines">{gradientTex(setting()).map(line => <p><Tex tex={line} /></p>)}</div>
      <FormulaLinks ids={['chain', 'neuron']} />
    </div>
  )
}

function Slopes(): JSX.Element {
  return (
    <div>
      <Chart id="slopes" figure={slopesFigure({ chain: chain.value, input: input.value }, useWords().text)} />
      <FormulaLinks ids={['sigmoid', 'sigmoidSlope']} />
    </div>
  )
}

function Ratio(): JSX.Element {
  const { text: w } = useWords()
  const { layer, text } = ratioSentence({ chain: chain.value, input: input.value }, w)
  return (
    <section>
      <h4>{w.chain.ratio(layer)}</h4>
      <p>{text}</p>
      <FormulaLinks ids={['sixteenth', 'smallFactor', 'chainThird']} />
    </section>
  )
}

function Nudge(): JSX.Element {
  const { text: w } = useWords()
  return (
    <section>
      <h4>{w.chain.nudge}</h4>
      <p>{w.chain.nudgeLead}</p>
      <Dial name={w.chain.nudgeBy} label={<Tex tex="Δb_1" />} {...bound(nudge)} low={1e-6} high={1} step={0.1} least={-10} most={10} log />
      <Chart id="nudge" figure={nudgeFigure(setting(), nudge.value, w)} />
      <FormulaLinks ids={['nudgeRatio', 'firstChange', 'secondChange', 'costChange']} />
    </section>
  )
}

function Presets(): JSX.Element {
  const w = useWords().text
  return (
    <div class="u-buttons" role="group" aria-label={w.chain.presets}>
      <button type="button" onClick={drawNext}>{w.chain.drawn}</button>
      <button type="button" onClick={() => preset('vanishing')}>{w.chain.vanishing}</button>
      <button type="button" onClick={() => preset('exploding')}>{w.chain.exploding}</button>
      <button type="button" onClick={reset}>{w.reset}</button>
      {seed.value !== null && <span class="u-hint">{w.chain.seed(String(seed.value))}</span>}
    </div>
  )
}

function Whole(): JSX.Element {
  const { text: w, activations } = useWords()
  return (
    <div class="u-dials">
      <Dial
        name={w.chain.neurons} label={w.chain.neurons} value={count.value} low={FEWEST} high={MOST} step={1}
        onValue={n => (count.value = Math.round(n))}
      />
      <Dial name={w.chain.input} label={<Tex tex="a_0" />} {...bound(input)} low={0} high={1} step={0.01} least={-10} most={10} />
      <Dial name={w.chain.target} label={<Tex tex="y" />} {...bound(target)} low={0} high={1} step={0.01} least={-10} most={10} />
      <Choice label={w.chain.activation} options={ACTIVATION_NAMES.map(value => ({ value, text: activations[value] }))} {...bound(activation)} />
    </div>
  )
}

function Neurons(): JSX.Element {
  const w = useWords().text
  const { weightedInputs, activations } = forwardChain(chain.value, input.value)
  const span = { low: -reach.value, high: reach.value, step: reach.value / 400, least: -1000, most: 1000 }
  return (
    <fieldset class="u-neurons">
      <legend>{w.chain.own}</legend>
      <p class="u-hint">{w.typeHint}</p>
      {chain.value.weights.map((_, j) => (
        <div class="u-neuron" role="group" aria-label={w.chain.nth(j + 1)}>
          <Dial
            name={w.chain.weight(j + 1)} label={<Tex tex={`w_${j + 1}`} />} {...span}
            value={weights.value[j]!} onValue={v => setNeuron('weights', j, v)}
          />
          <Dial
            name={w.chain.bias(j + 1)} label={<Tex tex={`b_${j + 1}`} />} {...span}
            value={biases.value[j]!} onValue={v => setNeuron('biases', j, v)}
          />
          <dl>
            <Live name={<Tex tex={`z_${j + 1}`} />}>{num(weightedInputs[j]!)}</Live>
            <Live name={<Tex tex={`a_${j + 1}`} />}>{num(activations[j + 1]!)}</Live>
          </dl>
        </div>
      ))}
    </fieldset>
  )
}
