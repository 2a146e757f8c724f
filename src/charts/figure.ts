/** How an axis maps values to positions. */
export type Scale = 'linear' | 'log'

/**
 * An axis: what is measured, with its unit, and how it is spaced. `include`: values that stay in sight whatever the data, such as 0 and 1
 * of an activation or the last epoch of a run that goes on, so that a live picture keeps still.
 */
/** `include`: values in sight whatever the series hold; `whole`: what is counted, so that no tick stands between two numbers. */
export type Axis = { readonly label: string; readonly scale: Scale; readonly include?: readonly number[]; readonly whole?: boolean }

/** One curve. `x` and `y` run side by side; a NaN in `y` is a gap; `band` is a spread of the same length; `line: false`: markers only. */
export type Series = {
  readonly name: string
  /** The name where there is little room, such as a layer's number. */
  readonly short?: string
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly band?: { readonly low: readonly number[]; readonly high: readonly number[] }
  readonly dash?: boolean
  readonly points?: boolean
  readonly line?: boolean
  /**
   * An earlier run beside this one: thin, lighter, in a dash of its own by number (true: 0); written out only if it has a name.
   * 'theory': the same for what theory expects, in a wider dash.
   */
  readonly ghost?: boolean | number | 'theory'
  /** Which colour and marker; default the place in the list. A ghost takes those of the series it stands beside. */
  readonly look?: number
}

/** One labelled place in a plot, such as a published value. */
export type Mark = { readonly x: number; readonly y: number; readonly label: string }

/** Something that happened at x: a change of the learning rate, the end of a run. */
export type Moment = { readonly x: number; readonly label: string }

/** Curves over a common axis. `changes` are flags on the horizontal axis; `end`: where a run went non-finite and stopped. */
export type LinesFigure = {
  readonly kind: 'lines'
  readonly title: string
  readonly caption: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
  readonly marks?: readonly Mark[]
  readonly changes?: readonly Moment[]
  readonly end?: Moment
  /** false: where curves have no room for their names, the page gives them itself. */
  readonly legend?: boolean
}

/** One bar: a value, the ends of its error bar, and the published number it is held against. */
export type Bar = {
  readonly name: string
  readonly value: number
  readonly low?: number
  readonly high?: number
  readonly published?: number
}

/** Bars in named groups. */
export type BarsFigure = {
  readonly kind: 'bars'
  readonly title: string
  readonly caption: string
  /** What the error bars show, for the key; default "spread". */
  readonly spread?: string
  /** What the diamonds show (`published` of each bar), for the key; default "published". */
  readonly mark?: string
  readonly y: Axis
  readonly groups: readonly { readonly name: string; readonly bars: readonly Bar[] }[]
}

/** The book's picture: every hidden neuron a circle with its signed ∂C/∂b as a bar, one column a layer. */
export type NeuronsFigure = {
  readonly kind: 'neurons'
  readonly title: string
  readonly caption: string
  readonly unit: string
  readonly layers: readonly { readonly name: string; readonly values: readonly number[] }[]
}

/** One layer of a network as it is drawn. */
export type NetworkLayer = {
  readonly name: string
  /** One signed number a neuron, such as ∂C/∂b. */
  readonly values: ArrayLike<number>
  /** false: neurons without their bars, so that the largest of them do not set the scale of the others; the table has the values. */
  readonly bars?: boolean
  /** The layer's speed of learning, such as ‖δ‖, written under its column. */
  readonly norm?: number
  /** W [units, units of the layer before] row-major, for lines between neurons; anything of another length is not drawn. */
  readonly weights?: ArrayLike<number> | null
}

/** A network: the input as one block, columns of neurons with their signed bars, lines of weights between them. */
export type NetworkFigure = {
  readonly kind: 'network'
  readonly title: string
  readonly caption: string
  /** What the bars show. */
  readonly unit: string
  /** What stands in the block of inputs: "784 inputs". */
  readonly inputs: string
  /** What `norm` of a layer is: "‖δ‖". */
  readonly norm?: string
  readonly layers: readonly NetworkLayer[]
}

/**
 * How a layer's values are distributed: counts[i] of them in [low + i·w, low + (i+1)·w), w = (high − low)/counts.length; all of them at low
 * where that is high.
 */
export type Distribution = {
  readonly name: string
  readonly low: number
  readonly high: number
  readonly counts: ArrayLike<number>
  /** As measured; left out, they are taken from the counts. */
  readonly mean?: number
  readonly deviation?: number
  /** How many values were not finite and are not in `counts`. */
  readonly nonFinite?: number
}

/** Distributions as ridges, one row a layer, each as high as its own peak, over a common axis that shows 99 % of every layer. */
export type HistogramFigure = {
  readonly kind: 'histogram'
  readonly title: string
  readonly caption: string
  readonly x: Axis
  readonly layers: readonly Distribution[]
}

/** The slope of an activation with each layer's weighted inputs under it: where on the slope a layer sits. */
export type SlopesFigure = {
  readonly kind: 'slopes'
  readonly title: string
  readonly caption: string
  readonly x: Axis
  readonly y: Axis
  /** The slope, sampled at rising x. */
  readonly curve: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }
  /** `slope`: the layer's mean slope as measured; left out, it is taken from the curve and the counts. */
  readonly layers: readonly (Distribution & { readonly slope?: number })[]
}

/** What a layer makes of the error that passes it, split into two factors: below 1 they shrink it, above 1 they let it grow. */
export type SharesFigure = {
  readonly kind: 'shares'
  readonly title: string
  readonly caption: string
  /** What the factors are of; the axis is logarithmic. */
  readonly label: string
  /** `product`: as measured; left out, weights · slopes. */
  readonly layers: readonly { readonly name: string; readonly weights: number; readonly slopes: number; readonly product?: number }[]
}

/** One factor of a product; slopes and weights differ in look. */
export type Factor = { readonly name: string; readonly value: number; readonly of?: 'slope' | 'weight' }

/** A product drawn as its factors in order, each a step of the running product on a logarithmic axis. */
export type FactorsFigure = {
  readonly kind: 'factors'
  readonly title: string
  readonly caption: string
  /** What the running product is. */
  readonly label: string
  readonly factors: readonly Factor[]
}

/** Numbers that are best read as numbers; `folded` ones stand closed until a reader asks for them. */
export type TableFigure = {
  readonly kind: 'table'
  readonly title: string
  readonly caption: string
  readonly folded?: boolean
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A dot on a map: a value found there, coloured by the map's own levels. */
export type HeatDot = { readonly x: number; readonly y: number; readonly value: number; readonly label: string }

/** A curve on a map, such as a prediction. Values outside the map are cut off, a NaN is a gap. */
export type HeatCurve = { readonly name: string; readonly x: readonly number[]; readonly y: readonly number[]; readonly dash?: boolean }

/** A map: one value for every pair of x and y, in colours, with curves and measured dots on it. */
export type HeatFigure = {
  readonly kind: 'heat'
  readonly title: string
  readonly caption: string
  /** `values`: the middles of the columns (rows), rising. */
  readonly x: Axis & { readonly values: readonly number[] }
  readonly y: Axis & { readonly values: readonly number[] }
  /** What the colours show. */
  readonly value: string
  /** values[row of y][column of x]; NaN: nothing known there. */
  readonly values: readonly (readonly number[])[]
  /** Rising bounds between the levels of colour: n bounds make n + 1 levels. */
  readonly bounds: readonly number[]
  /** The bound at which one hue gives way to the other; left out: one hue for all. */
  readonly split?: number
  readonly curves?: readonly HeatCurve[]
  readonly dots?: readonly HeatDot[]
  /** What the dots are, for the key; default "measured". */
  readonly dotName?: string
}

/** A figure is plain data: JSON in, picture out. */
export type Figure = LinesFigure | BarsFigure | NeuronsFigure | HeatFigure | NetworkFigure | HistogramFigure | SlopesFigure |
  SharesFigure | FactorsFigure | TableFigure

/** What the evidence says of a claim. */
export type Verdict = 'holds' | 'fails' | 'cannot tell'

/**
 * One claim as the report shows it. `published` and `measured` are short enough for a table; their details stand in the claim's section.
 * `verdictWord` replaces the verdict's word (not its icon and colour), as in "refined"; `reason` says why it was given, `limits` what does
 * not follow from it.
 */
export type ReportClaim = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly source: string
  readonly setting: string
  readonly published: string
  readonly measured: string
  readonly publishedDetail?: string
  readonly measuredDetail?: string
  readonly verdict: Verdict
  readonly verdictWord?: string
  readonly reason?: string
  readonly limits?: string
  /** Plain sentences; paragraphs are split by an empty line. */
  readonly explanation: string
  readonly figures: readonly Figure[]
}

/** A whole report as plain data. */
export type Report = {
  readonly title: string
  readonly subtitle: string
  readonly summary: readonly { readonly label: string; readonly value: string }[]
  readonly claims: readonly ReportClaim[]
  readonly footer: readonly string[]
}
