/** Steps of a ramp, from "little" (near the paper) to "much". */
export const rampSteps = 9

type Rgb = readonly [number, number, number]
const rgb = (hex: string): Rgb => [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16)) as unknown as Rgb
const hex = (color: readonly number[]): string => `#${color.map(c => Math.round(c).toString(16).padStart(2, '0')).join('')}`

/** Straight lines in sRGB between anchors. */
function ramp(...anchors: readonly string[]): readonly string[] {
  return Array.from({ length: rampSteps }, (_, i) => {
    const at = (i / (rampSteps - 1)) * (anchors.length - 1)
    const k = Math.min(Math.floor(at), anchors.length - 2)
    const [a, b] = [rgb(anchors[k]), rgb(anchors[k + 1])]
    return hex(a.map((c, j) => c + (b[j] - c) * (at - k)))
  })
}

/** Two hues that stay apart for every kind of colour vision, each on light and on dark paper. */
export const ramps = {
  light: { blue: ramp('#e3edf8', '#74a8dc', '#0d4480'), orange: ramp('#fbeadb', '#dd9a52', '#7a3d08') },
  dark: { blue: ramp('#1f2b3b', '#224470', '#a9d0ff'), orange: ramp('#35281b', '#66401a', '#ffce8f') }
} as const

/** Where writing on a cell turns from ink to paper, so that it stays readable in both schemes. */
export const firstInverted = 6

/** A cell's colour: the light one as an attribute, and the class by which a dark scheme swaps it. */
export type HeatColor = { readonly fill: string; readonly tone: string; readonly inverted: boolean }

/**
 * Colours of `count` levels. Without `split` one hue grows with the level; with it, levels below it are blue and the others orange,
 * each the stronger the farther from the split.
 */
export function heatColors(count: number, split?: number): readonly HeatColor[] {
  const color = (hue: 'blue' | 'orange', step: number): HeatColor => ({
    fill: ramps.light[hue][step], tone: `ds-${hue}${step}`, inverted: step >= firstInverted
  })
  const spread = (k: number, of: number): number => (of <= 1 ? rampSteps >> 1 : Math.round((k * (rampSteps - 1)) / (of - 1)))
  return Array.from({ length: count }, (_, i) => {
    if (split === undefined) return color('blue', spread(i, count))
    return i < split ? color('blue', spread(split - 1 - i, split)) : color('orange', spread(i - split, count - split))
  })
}

/** The swap to dark paper, for the chart styles of a report. A function, so that a page without them does without it. */
export const heatStyles = (): string => (['blue', 'orange'] as const)
  .flatMap(hue => ramps.dark[hue].map((color, i) => `.ds-${hue}${i}[fill]{fill:${color}}`)).join('')
