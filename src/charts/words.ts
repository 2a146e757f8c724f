/**
 * Everything charts say on their own, for the eye or for a screen reader; titles, axes and names come with a figure, in its own
 * language. A typed record, so that a language with a string missing does not compile. Numbers arrive as text already set.
 */
export type ChartWords = {
  /** Between the parts of a description, and between sentences. */
  readonly semicolon: string
  readonly space: string
  readonly named: (name: string, value: string) => string
  /** What stands between thousands. */
  readonly group: string

  // Curves
  readonly horizontal: (axis: string) => string
  readonly vertical: (axis: string) => string
  readonly logarithmic: (axis: string) => string
  readonly noFiniteValue: (name: string) => string
  readonly goesFromTo: (name: string, from: string, to: string) => string
  readonly notFinite: (count: number) => string
  readonly offLogAxis: (count: number) => string
  readonly seriesShown: (shown: number, all: number) => string
  readonly markedValues: string
  readonly changedAt: (label: string, x: string) => string
  readonly endedAt: (label: string, x: string) => string

  // Bars, maps
  readonly published: string
  readonly spread: string
  readonly measured: string
  readonly publishedAs: (text: string, value: string) => string
  readonly mapOf: (value: string, x: string, y: string) => string
  readonly range: (axis: string, from: string, to: string) => string
  readonly fromTo: (from: string, to: string) => string
  readonly curve: (name: string) => string

  // Neurons, the network
  readonly signedNeurons: (unit: string) => string
  readonly neuronsOfLayer: (name: string, count: number, mean: string, longest: string) => string
  readonly firstOf: (shown: number, all: number) => string
  readonly barLength: (value: string, unit: string) => string
  readonly allZero: string
  readonly noneFinite: string
  readonly layersShown: (shown: number, all: number) => string
  readonly positiveWeight: string
  readonly negativeWeight: string
  readonly withValue: (text: string, name: string, value: string) => string

  // Layers: distributions, shares, factors
  readonly spreadOf: (name: string, median: string, low: string, high: string) => string
  readonly meanSlope: string
  readonly weights: string
  readonly slopes: string
  readonly product: string
  readonly shrinks: string
  readonly grows: string

  // Tables
  readonly columns: Readonly<Record<ColumnName, string>>
  readonly lowOf: (name: string) => string
  readonly highOf: (name: string) => string
  readonly rowsShown: (shown: number, all: number) => string
  readonly cellsShown: (rows: number, allRows: number, columns: number, allColumns: number) => string
  readonly marked: (list: string) => string
  readonly listed: (name: string, list: string) => string
  readonly theNumbers: string
  readonly allRows: (count: number) => string
  readonly numbersOf: (title: string) => string

  // A terminal
  readonly noValues: string
  readonly seriesLeft: (count: number) => string
}

/** Heads of columns that do not come with a figure. */
export type ColumnName = 'series' | 'group' | 'name' | 'low' | 'high' | 'neuron' | 'layer' | 'count' | 'mean' | 'deviation' | 'median' |
  'nonFinite' | 'factor' | 'value'

/** English: what the report says. */
export const englishWords: ChartWords = {
  semicolon: '; ',
  space: ' ',
  named: (name, value) => `${name}: ${value}`,
  group: ',',

  horizontal: axis => `Horizontal: ${axis}`,
  vertical: axis => `vertical: ${axis}`,
  logarithmic: axis => `${axis} (logarithmic)`,
  noFiniteValue: name => `${name}: no finite value`,
  goesFromTo: (name, from, to) => `${name}: from ${from} to ${to}`,
  notFinite: count => `${count} ${count === 1 ? 'value is' : 'values are'} not finite and left out.`,
  offLogAxis: count => `${count} ${count === 1 ? 'point' : 'points'} at or below 0 cannot stand on the logarithmic horizontal axis.`,
  seriesShown: (shown, all) => `${shown} of ${all} series are drawn.`,
  markedValues: 'marked values',
  changedAt: (label, x) => `changed at ${x}: ${label}`,
  endedAt: (label, x) => `ended at ${x}: ${label}`,

  published: 'published',
  spread: 'spread',
  measured: 'measured',
  publishedAs: (text, value) => `${text}, published ${value}`,
  mapOf: (value, x, y) => `Map of ${value} over ${x} and ${y}`,
  range: (axis, from, to) => `${axis} ${from} to ${to}`,
  fromTo: (from, to) => `from ${from} to ${to}`,
  curve: name => `curve: ${name}`,

  signedNeurons: unit => `Signed ${unit} of each neuron, negative to the left, positive to the right`,
  neuronsOfLayer: (name, count, mean, longest) => `${name}: ${count} neurons, mean length ${mean}, longest ${longest}`,
  firstOf: (shown, all) => `first ${shown} of ${all}`,
  barLength: (value, unit) => `${value} ${unit}; to the left: negative`,
  allZero: 'all zero',
  noneFinite: 'no finite number',
  layersShown: (shown, all) => `${shown} of ${all} layers`,
  positiveWeight: 'w > 0',
  negativeWeight: 'w < 0',
  withValue: (text, name, value) => `${text}, ${name} ${value}`,

  spreadOf: (name, median, low, high) => `${name}: median ${median}, nine tenths between ${low} and ${high}`,
  meanSlope: 'mean slope',
  weights: 'weights',
  slopes: 'slopes',
  product: 'product',
  shrinks: 'shrinks',
  grows: 'grows',

  columns: {
    series: 'series', group: 'group', name: 'name', low: 'low', high: 'high', neuron: 'neuron', layer: 'layer', count: 'values',
    mean: 'mean', deviation: 'standard deviation', median: 'median', nonFinite: 'not finite', factor: 'factor', value: 'value'
  },
  lowOf: name => `${name}, low`,
  highOf: name => `${name}, high`,
  rowsShown: (shown, all) => `${shown} of ${all} rows: evenly spaced, with each extreme.`,
  cellsShown: (rows, allRows, columns, allColumns) => `${rows} of ${allRows} rows and ${columns} of ${allColumns} columns.`,
  marked: list => `Marked: ${list}.`,
  listed: (name, list) => `${name}: ${list}.`,
  theNumbers: 'The numbers',
  allRows: count => `All ${count} rows`,
  numbersOf: title => `${title}: numbers`,

  noValues: 'no values',
  seriesLeft: count => `(${count} more series not drawn)`
}
