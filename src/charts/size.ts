/**
 * The two widths every picture is drawn for. CSS shows the one that fits, so text stays between 11 and 16 px from a
 * 360 px phone to a desktop, where one scaled picture would shrink to 6 px.
 */
export type Size = {
  readonly name: 'wide' | 'narrow'
  /** Width of the viewBox. */
  readonly width: number
  /** Height of the plot itself, without legend and axis titles. */
  readonly plotHeight: number
  readonly font: number
  /** About how many path points one picture may spend: keeps a report small whatever its series are. */
  readonly budget: number
}

export const wide: Size = { name: 'wide', width: 720, plotHeight: 290, font: 13, budget: 2600 }
export const narrow: Size = { name: 'narrow', width: 328, plotHeight: 220, font: 12, budget: 900 }

/** The plot's rectangle within the picture, in px. */
export type Plot = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
