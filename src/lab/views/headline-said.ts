import type { FormulaId } from '../understand/formulas.ts'
import { countText, epochText } from '../words/numbers.ts'
import type { ViewWords } from '../words/views.ts'
import type { Finding, Shrink } from './finding.ts'
import { FREE, isHeld, type Held } from './held.ts'
import { factorText, timesText, valueText } from './numbers-text.ts'
import { phrase, type Part, type Phrase, type Said } from './said.tsx'

const speed = (text: string): Part => ({ text, formula: 'deltaNorm' })
const times = (ratio: number, written: (text: string) => string): Part => ({ text: written(timesText(ratio)), formula: 'speedRatio', layer: 1 })

/** The finding in words; `layers` as in the network, so that its last one is called the output. */
export function headlineSaid(finding: Finding, layers: number, w: ViewWords, held: Held = FREE): Said {
  const h = w.headline
  const name = (layer: number): string => (layer === layers ? w.output : w.layer(layer))
  switch (finding.kind) {
    case 'nothing': return [phrase(h.nothing)]
    case 'brokeOff': {
      const { step, layer, last } = finding
      const broke = phrase(layer === 0 ? h.brokeOffWhole : h.brokeOff, { step: countText(step), ...(layer === 0 ? {} : { layer: name(layer) }) })
      return [broke, last === null ? phrase(h.upToThere) : lastSaid(last, w)]
    }
    case 'shallow': {
      const would = isHeld(held, 1)
      const said = phrase(h.shallow, { speed: speed(valueText(finding.speed)), learns: would ? w.would : w.learns })
      return would ? [said, heldSaid(held, layers, w)] : [said]
    }
    case 'zero': {
      const zero = speed('0')
      if (finding.above === null) return [phrase(h.zeroAll, { zero })]
      const would = isHeld(held, finding.above)
      const said = phrase(h.zero, { layers: listed(finding.layers, layers, w), zero, above: name(finding.above), still: would ? w.wouldStill : w.still })
      return would ? [said, heldSaid(held, layers, w)] : [said]
    }
    case 'notFinite': return [phrase(h.notFinite, { layers: listed(finding.layers, layers, w) })]
    case 'slower': case 'faster': case 'even': {
      const would = isHeld(held, 1) || isHeld(held, finding.above)
      const verbs = would ? { learns: w.would, learn: w.would } : { learns: w.learns, learn: h.learn }
      const ratio = times(finding.ratio, finding.kind === 'slower' ? w.divisor : text => text)
      const said = phrase(h[finding.kind], { one: h.one, above: name(finding.above), ratio, ...verbs })
      return [said, finding.shrink ? shrinkSaid(finding.shrink, finding.kind, w) : phrase(h.stop), ...(would ? [heldSaid(held, layers, w)] : [])]
    }
    default: return finding satisfies never
  }
}

/** Why layers stand still; `layers` as in the network. */
function heldSaid({ frozen, noRate }: Held, layers: number, w: ViewWords): Phrase {
  return noRate ? phrase(w.headline.noRate) : phrase(w.headline.frozen, { layers: listed(frozen, layers, w) })
}

/** That what is shown is older than the run's bad end. */
export const lastSaid = (epoch: number, w: ViewWords): Phrase => phrase(w.lastFinite, { epoch: epochText(epoch) })

/** Single examples' errors that shrink or grow by so much, all layers together, ask why the speeds do not. */
const APART = 3

/**
 * The speed is of the mean error, the shrink of single examples' errors. Where the two do not go the same way, errors of different examples
 * cancel more in some layers than in others, and the sentence says so.
 */
function shrinkSaid({ kept, slopes, weights, passed }: Shrink, kind: 'slower' | 'faster' | 'even', { headline: h }: ViewWords): Phrase {
  const single = kept ** passed
  const plain = kept <= 1 ? (passed === 1 ? h.keepsOne : h.keeps) : passed === 1 ? h.growsOne : h.grows
  const template = kind !== 'slower' && single < 1 / APART ? h.yetUpper : kind !== 'faster' && single > APART ? h.yetLower : plain
  const part = (value: number, one: FormulaId, mean: FormulaId): Part =>
    (passed === 1 ? { text: factorText(value), formula: one, layer: 1 } : { text: factorText(value), formula: mean })
  return phrase(template, {
    kept: part(kept, 'shrink', 'shrinkPerLayer'), slopes: part(slopes, 'slopeGain', 'slopeGainPerLayer'),
    weights: part(weights, 'weightGain', 'weightGainPerLayer')
  })
}

/** Layers as a list: runs of three and more by their ends, the output by its name. */
export function listed(
  layers: readonly number[], output: number, w: Pick<ViewWords, 'and' | 'comma' | 'layer' | 'layers' | 'output'>
): string {
  const hidden = layers.filter(layer => layer !== output)
  const parts: string[] = []
  for (let i = 0; i < hidden.length;) {
    let n = 1
    while (hidden[i + n] === hidden[i]! + n) n++
    if (n > 2) parts.push(w.layers(hidden[i]!, hidden[i + n - 1]!))
    else for (let k = 0; k < n; k++) parts.push(w.layer(hidden[i + k]!))
    i += n
  }
  if (hidden.length < layers.length) parts.push(w.output)
  const shown = parts.length > 6 ? [...parts.slice(0, 6), '…'] : parts
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(w.comma)}${w.and}${shown.at(-1)!}`
}
