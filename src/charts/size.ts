import { type Point, thin, thinPixels } from './thin.ts'

/**
 * What a picture is drawn for. A report draws every picture at two widths and CSS shows the one that fits, so text stays
 * between 11 and 16 px from a 360 px phone to a desktop, where one scaled picture would shrink to 6 px; a page that knows
 * its width draws one (`liveSize`).
 */
export type Size = {
  readonly name: 'wide' | 'narrow' | 'live'
  /** Width of the viewBox. */
  readonly width: number
  /** Height of the plot itself, without legend and axis titles. */
  readonly plotHeight: number
  readonly font: number
  /** About how many path points one picture may spend: keeps a report small whatever its series are. */
  readonly budget: number
  /** How a curve is thinned to its share of the budget; a live picture's budget is infinite. */
  readonly thin: (points: readonly Point[], budget: number) => Point[]
}

export const wide: Size = { name: 'wide', width: 720, plotHeight: 290, font: 13, budget: 2600, thin }
export const narrow: Size = { name: 'narrow', width: 328, plotHeight: 220, font: 12, budget: 900, thin }

const within = (x: number, low: number, high: number): number => (Number.isFinite(x) ? Math.min(high, Math.max(low, Math.round(x))) : low)

/**
 * One picture for a place `width` px wide (160…4000), with a plot `plotHeight` px high (60…3000), in text of `font` px.
 * A measured width of 0, as before the first layout, gives the smallest picture rather than a mistake.
 */
export function liveSize(width: number, plotHeight: number, font = width < 480 ? 12 : 13): Size {
  const shown = within(width, 160, 4000)
  return { name: 'live', width: shown, plotHeight: within(plotHeight, 60, 3000), font: within(font, 9, 32), budget: Infinity, thin: thinPixels }
}

/** Whether there is room for names beside the plot. */
export const roomy = (size: Size): boolean => size.width >= 560

/** About how many tick labels fit under the plot, and beside it. */
export const labelsAcross = (size: Size): number => (roomy(size) ? Math.max(7, Math.floor(size.width / 110)) : 4)
export const labelsUp = (size: Size): number => (size.name === 'live' ? Math.min(10, Math.max(2, Math.round(size.plotHeight / 45))) : 6)

/** The plot's rectangle within the picture, in px. */
export type Plot = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
