import type { HeatFigure } from '../../charts/index.ts'
import type { NetworkSpec } from '../../experiment/index.ts'
import { weightVariance, type MeanField } from '../../theory/index.ts'
import type { UnderstandWords } from '../words/understand.en.ts'
import { ROWS, type Edge, type JobEvent, type Variances } from './jobs.ts'
import { num, percent } from './text.ts'

/** A network's place in the diagram: the variances of some of its hidden layers. */
export interface Dot extends Variances {
  /** `2`, or `2–4`. */
  readonly layers: string
}

/** Why a network is not, or not quite, in the picture. */
export type Absence = 'notRandom' | 'constantBiases' | 'notPlain'

/**
 * The dots of a network, layers of equal variances in one, and what to say beside them. They are the layers that take activations in,
 * 2 … H; layer 1, which takes the data, only where it is the only hidden one.
 */
export function dotsOf(network: NetworkSpec): { readonly dots: readonly Dot[]; readonly absences: readonly Absence[] } {
  const { layers, initialization: { weights, biases }, normalization, residual } = network
  const absences: Absence[] = normalization !== 'none' || residual ? ['notPlain'] : []
  const set = weights.kind === 'identity' ? weights.gain : weights.kind === 'constant' ? weights.value : 0
  if (weights.kind === 'safetensors' || set !== 0) return { dots: [], absences: ['notRandom'] }
  if (biases.kind === 'constant' && biases.value !== 0) absences.push('constantBiases')
  const hidden = layers.length - 2
  const biasVariance = biases.kind === 'normal' ? biases.std * biases.std : 0
  const groups: { first: number; last: number; variance: number }[] = []
  for (let l = Math.min(2, hidden); l >= 1 && l <= hidden; l++) {
    const variance = weightVariance(weights, layers[l - 1]!, layers[l]!)
    const group = groups.at(-1)
    if (group?.variance === variance) group.last = l
    else groups.push({ first: l, last: l, variance })
  }
  const dots = groups.slice(0, 8).map(g => ({
    layers: g.first === g.last ? `${g.first}` : `${g.first}–${g.last}`, weightVariance: g.variance, biasVariance
  }))
  return { dots, absences }
}

/** Bounds of the colours: what a layer keeps of ‖δ‖, with the edge between the two hues. */
const BOUNDS = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.6, 2.5] as const

/** The map as far as it is known, and the share of it that is; `activation` as it is called in words. */
export function phaseFigure(
  activation: string, dots: readonly Dot[], events: readonly JobEvent[], w: UnderstandWords
): { readonly figure: HeatFigure; readonly done: number } | null {
  const head = events.find(e => e.kind === 'axes')
  if (!head) return null
  const { axes, edge, fields } = head
  const rows = events.filter(e => e.kind === 'row')
  const line = events.find(e => e.kind === 'line')?.points ?? []
  const unknown = axes.weightVariances.map(() => NaN)
  const scale = axes.log ? 'log' : 'linear'
  const figure: HeatFigure = {
    kind: 'heat', title: w.phase.title(activation), caption: phaseSentence(activation, dots, fields, edge, w), value: w.phase.kept,
    x: { label: w.phase.weights, scale, values: axes.weightVariances },
    y: { label: w.phase.biases, scale: 'linear', values: axes.biasVariances },
    values: axes.biasVariances.map((_, row) => rows.find(e => e.row === row)?.kept ?? unknown),
    bounds: BOUNDS, split: 1,
    ...(line.length > 0 ? { curves: [{ name: w.phase.line, x: line.map(p => p.weightVariance), y: line.map(p => p.biasVariance) }] } : {}),
    dots: dots.map((d, i) => ({
      x: d.weightVariance, y: d.biasVariance, value: Math.sqrt(fields[i]!.correlationSlope),
      label: w.phase.dot(d.layers, num(d.weightVariance), num(d.biasVariance))
    })),
    dotName: w.phase.dots
  }
  return { figure, done: rows.length / ROWS }
}

/** What happens to the gradients of the deepest layers, and where the edge is from there. */
function phaseSentence(
  activation: string, dots: readonly Dot[], fields: readonly MeanField[], edge: Edge, w: UnderstandWords
): string {
  const say = w.phase
  const [dot, field] = [dots.at(-1), fields.at(-1)]
  const sentences: string[] = []
  if (dot && field) {
    const kept = Math.sqrt(field.correlationSlope)
    if (field.phase === 'critical') sentences.push(say.critical)
    else if (kept === 0) sentences.push(say.lost)
    else sentences.push(field.phase === 'ordered' ? say.ordered(num(kept), num(1 / kept)) : say.chaotic(num(kept)))
    if (field.depthScale.gradient >= 1 && field.phase !== 'critical') sentences.push(say.depth(num(field.depthScale.gradient)))
    if (field.preactivationVariance === Infinity) sentences.push(say.notes.grows)
    if (field.preactivationVariance === 0) sentences.push(say.notes.dies)
  }
  if (edge.kind === 'none') sentences.push(say.none(activation))
  else if (edge.usable) sentences.push(say.away(num(edge.weightVariance, 4), num(dots[0]?.biasVariance ?? 0.05)))
  else if (edge.saturatedShare >= 0.5) sentences.push(say.saturated(num(edge.weightVariance, 4), percent(edge.saturatedShare)))
  else sentences.push(say.runsAway(num(edge.weightVariance, 4)))
  return sentences.join(w.space)
}
