import type { JSX } from 'preact'
import type { LinesFigure } from '../../charts/index.ts'
import type { Experiment, NetworkSpec } from '../../experiment/index.ts'
import type { ProductSpectrum } from '../../theory/index.ts'
import type { UnderstandWords } from '../words/understand.en.ts'
import { Chart } from './chart.tsx'
import { FormulaLinks } from './formula-view.tsx'
import { JobFailed } from './job-failed.tsx'
import { num } from './text.ts'
import { useJob } from './use-job.ts'
import { useWords } from './words.ts'

const WIDEST = 100
const DEEPEST = 16

/** What is left of an error on its way down, beside what the norms would allow, for the weights that the experiment starts from. */
export function ProductsTopic({ experiment }: { readonly experiment: Experiment }): JSX.Element {
  const { text: w } = useWords()
  const reason = refusal(experiment.network)
  const { events, failed } = useJob(reason ? null : { kind: 'products', network: experiment.network, seed: experiment.seed })
  const spectra = events.find(e => e.kind === 'spectra')?.spectra
  return (
    <>
      {reason ? <p>{w.products[reason]}</p> : !spectra && (failed ? <JobFailed failed={failed} /> : <p class="u-hint">{w.products.waiting}</p>)}
      {spectra && <Chart id="products" figure={productsFigure(spectra, w)} />}
      <FormulaLinks ids={['layerProduct', 'generalForm', 'normBound']} />
    </>
  )
}

function refusal({ layers, normalization, residual, initialization }: NetworkSpec): 'single' | 'tooLarge' | 'notPlain' | 'notDrawn' | null {
  if (layers.length < 3) return 'single'
  if (normalization !== 'none' || residual) return 'notPlain'
  if (initialization.weights.kind === 'safetensors') return 'notDrawn'
  return layers.length - 1 > DEEPEST || layers.slice(1).some(units => units > WIDEST) ? 'tooLarge' : null
}

/** From the output layer down: the largest, the typical and the smallest that is left, and two bounds. */
export function productsFigure(spectra: readonly ProductSpectrum[], w: UnderstandWords): LinesFigure {
  const say = w.products
  const from = spectra.length + 1
  const x = [0, ...spectra.map((_, i) => i + 1)]
  const line = (name: string, of: (s: ProductSpectrum) => number, dash: boolean): LinesFigure['series'][number] =>
    ({ name, x, y: [1, ...spectra.toReversed().map(of)], dash, points: true })
  const first = spectra[0]!
  return {
    kind: 'lines', title: say.title,
    caption: [
      first.largest > 0 ? say.say(from, num(first.largest), num(first.rms), num(first.bound), num(first.bound / first.largest)) : say.sayNothing(from),
      say.setting
    ].join(w.space),
    x: { label: say.passed, scale: 'linear', whole: true }, y: { label: say.kept, scale: 'log' },
    series: [
      line(say.bound, s => s.bound, true), line(say.slopesBound, s => s.boundWithSlopes, true),
      line(say.largest, s => s.largest, false), line(say.rms, s => s.rms, false), line(say.smallest, s => s.smallest, false)
    ]
  }
}
