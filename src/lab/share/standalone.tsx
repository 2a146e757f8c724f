import type { JSX } from 'preact'
import {
  BarsPicture, chartToSvg, FactorsPicture, HeatPicture, HistogramPicture, LinesPicture, liveSize, NetworkPicture, NeuronsPicture, SharesPicture,
  SlopesPicture, type Figure
} from '../../charts/index.ts'
import { chartWords } from '../views/chart-words.ts'

/** As wide as a page of text is, whatever the window. */
const SIZE = liveSize(720, 320)

/** A figure as an SVG file of its own, in the page's language, with its title; null for a table, which has no picture. */
export async function standaloneSvg(figure: Figure): Promise<string | null> {
  const picture = pictureOf(figure)
  return picture && chartToSvg(picture, figure.title)
}

function pictureOf(figure: Figure): JSX.Element | null {
  const common = { size: SIZE, words: chartWords.peek() }
  switch (figure.kind) {
    case 'lines': return <LinesPicture figure={figure} {...common} />
    case 'bars': return <BarsPicture figure={figure} {...common} />
    case 'neurons': return <NeuronsPicture figure={figure} {...common} />
    case 'heat': return <HeatPicture figure={figure} {...common} />
    case 'histogram': return <HistogramPicture figure={figure} {...common} />
    case 'slopes': return <SlopesPicture figure={figure} {...common} />
    case 'shares': return <SharesPicture figure={figure} {...common} />
    case 'factors': return <FactorsPicture figure={figure} {...common} />
    case 'network': return <NetworkPicture figure={figure} {...common} />
    case 'table': return null
    default: return figure satisfies never
  }
}
