import { loadDataset } from '../data/index.ts'
import { toUrl, type Experiment } from '../experiment/index.ts'
import { exp, formatNumber, log } from '../numerics/index.ts'
import { nodeSource } from '../sweep/index.ts'
import { predictNetwork, traceOf, type LayerPrediction, type Prediction } from '../theory/index.ts'
import { canonicalJson, jsonObject, toCsv, toJsonl, type Trace } from '../trace/index.ts'
import { has, settingsOf, type Arguments } from './arguments.ts'
import { usage, type ExitCode } from './exit.ts'
import { writeWhole } from './files.ts'
import { labLine } from './link.ts'
import { readOutputs } from './outputs.ts'
import { readExperiment } from './read-experiment.ts'
import { header } from './run-text.ts'
import { note, paragraph, print, printParts } from './streams.ts'
import { table } from './table.ts'

/** `deltascope predict`: what theory says the network would measure before training. Draws no weight. */
export async function predictCommand(args: Arguments): Promise<ExitCode> {
  if (args.argument === undefined) {
    throw usage('EXPERIMENT', 'a preset, a JSON file, a link or -', 'nothing', 'For example deltascope predict initial-4')
  }
  const experiment = await readExperiment(args.argument, settingsOf(args))
  const { trace: path } = await readOutputs(args, [experiment], 'measure')
  const prediction = await predicted(experiment)
  const trace = traceOf(experiment, prediction)
  if (path !== undefined) await writeWhole(path, [/\.csv$/i.test(path) ? toCsv(trace) : toJsonl(trace)])
  if (has(args, 'json')) await printParts([`${canonicalJson({ ...jsonObject(trace), assumptions: prediction.assumptions, link: toUrl(experiment) })}\n`])
  else printText(experiment, prediction, trace, has(args, 'quiet'))
  if (path !== undefined && !has(args, 'quiet') && !has(args, 'json')) note(`wrote ${path}`)
  return 0
}

async function predicted({ data, seed, network, observe }: Experiment): Promise<Prediction> {
  const dataset = await loadDataset({ ...data, validation: 0 }, seed, nodeSource(), network.layers.at(-1))
  return predictNetwork(network, dataset.train, observe.examples)
}

function printText(experiment: Experiment, prediction: Prediction, trace: Trace, quiet: boolean): void {
  const { layers, cost, accuracy } = prediction
  const lines = [`cost      ${formatNumber(cost, 4)}`, ...(Number.isNaN(accuracy) ? [] : [`accuracy  ${formatNumber(100 * accuracy)} %`])]
  const head = quiet ? [] : [header(experiment, 1, true)]
  print([...head, layerRows(layers), lines.join('\n'), ...slowest(layers)].join('\n\n').replace('\n\n\n', '\n\n'))
  if (quiet) return
  for (const sentence of prediction.assumptions) note(paragraph(sentence))
  note(paragraph(`predicted from the data's own norms, no weight drawn, fingerprint ${trace.fingerprint}`))
  note(labLine(experiment))
}

type Cell = (layer: LayerPrediction, next: LayerPrediction | undefined) => number

const COLUMNS: readonly (readonly [head: string, cell: Cell])[] = [
  ['‖δ‖', l => l.deltaNorm], ['next layer', (l, next) => (next ? next.deltaNorm / l.deltaNorm : NaN)], ['rms ‖δ‖', l => l.deltaRms],
  ['‖∂C/∂W‖', l => l.weightGradientNorm],
  ['var z', l => l.weightedInputVariance], ['mean a', l => l.activationMean], ['var a', l => l.activationVariance],
  ['mean φ′²', l => l.slopeMeanSquare], ['satu- rated', l => l.saturatedShare], ['corr.', l => l.correlation]
]

/** One row a layer. */
function layerRows(layers: readonly LayerPrediction[]): string {
  const cell = (value: number, head: string): string =>
    Number.isNaN(value) ? '' : `${head === 'next layer' ? '× ' : ''}${formatNumber(value)}`
  const rows = layers.map((layer, i) => [
    i === layers.length - 1 ? 'output' : `layer ${layer.layer}`, String(layer.units), ...COLUMNS.map(([head, value]) => cell(value(layer, layers[i + 1]), head))
  ])
  const heads = ['', 'units', ...COLUMNS.map(([head]) => head)]
  return table(heads, rows)
}

/** "Theory: by ‖δ‖, layer 1 learns 114 times as slowly as layer 4, a factor of 4.85 a layer." */
function slowest(layers: readonly LayerPrediction[]): string[] {
  const hidden = layers.length - 1
  if (hidden < 2) return []
  const ratio = layers[hidden - 1]!.deltaNorm / layers[0]!.deltaNorm
  if (!(ratio > 0 && ratio < Infinity)) return []
  const words = ratio >= 1 ? `${formatNumber(ratio)} times as slowly` : `${formatNumber(1 / ratio)} times as fast`
  const each = hidden > 2 ? `, a factor of ${formatNumber(exp(Math.abs(log(ratio)) / (hidden - 1)))} a layer` : ''
  return [paragraph(`Theory: by ‖δ‖, layer 1 learns ${words} as layer ${hidden}${each}.`)]
}
