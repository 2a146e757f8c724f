/** Paper and ink of the two schemes: the chart styles and the test of contrast both read them here. */
export const papers = { light: '#ffffff', dark: '#14161a' } as const

/**
 * Six colours that serve both papers: contrast ≥ 3:1 against white and against #14161a, and at least 0.1 apart in OKLab
 * for normal, protan, deutan and tritan vision (Machado et al. 2009, severity 1). The first is the accent.
 */
export const palette = ['#1f66b8', '#d27a24', '#2a9d8f', '#b5402a', '#a378f8', '#786373'] as const

/** The same six for dark paper, where CSS can swap them: lighter, contrast ≥ 4:1 against it, at least 0.09 apart likewise. */
export const darkPalette = ['#4a93ea', '#e8a03c', '#3ecfb2', '#c8603c', '#c6a6ff', '#8b7a80'] as const

/**
 * SVG path data of the marker shapes, each about 7 px across and centred on 0, 0: circle (34 px²), square, triangle, diamond,
 * cross and star (30 px²) as d3-shape's symbols draw them to a tenth of a pixel, written down because the library would bring 3 kB.
 */
export const markers: readonly string[] = [
  'M3.3,0A3.3,3.3,0,1,1,-3.3,0A3.3,3.3,0,1,1,3.3,0',
  'M-2.7,-2.7h5.5v5.5h-5.5Z',
  'M0,-4.8L4.2,2.4L-4.2,2.4Z',
  'M0,-5.1L2.9,0L0,5.1L-2.9,0Z',
  'M-3.7,-1.2L-1.2,-1.2L-1.2,-3.7L1.2,-3.7L1.2,-1.2L3.7,-1.2L3.7,1.2L1.2,1.2L1.2,3.7L-1.2,3.7L-1.2,1.2L-3.7,1.2Z',
  'M0,-5.2L1.2,-1.6L4.9,-1.6L1.9,0.6L3,4.2L0,2L-3,4.2L-1.9,0.6L-4.9,-1.6L-1.2,-1.6Z'
]

/** What tells one series from the others: colour, marker and, once the colours repeat or the figure asks for it, a dash. */
export type Look = {
  readonly color: string
  /** CSS class by which a dark scheme swaps the colour; from the seventh series on with ds-r1, ds-r2 …, how often colours have repeated. */
  readonly tone: string
  readonly marker: string
  readonly dash: string | undefined
}

/** Round ends make each dash longer by the line's width, 1.8 px: its gaps are wide enough to be seen still. */
const dashes = [undefined, '9 5', '1 5', '9 5 1 5'] as const

const ghostDashes = ['3 2', '1 2', '6 2 1 2', '9 2'] as const

/** The dash of an earlier run, by its number. */
export const ghostDash = (run: number): string => ghostDashes[Math.abs(Math.trunc(run)) % ghostDashes.length] ?? ghostDashes[0]

/** The look of series `index`; `dashed` marks a prediction or another series apart by meaning. */
export function lookOf(index: number, dashed = false): Look {
  const round = Math.floor(index / palette.length)
  return {
    color: palette[index % palette.length],
    tone: round === 0 ? `ds-s${index % palette.length}` : `ds-s${index % palette.length} ds-r${round}`,
    marker: markers[(index + round) % markers.length],
    dash: dashed ? '6 4' : dashes[round % dashes.length]
  }
}
