import type { Experiment } from '../../experiment/index.ts'

/** A file of a run, by name: `deltascope-784-30-30-10-sigmoid-seed-1-epoch-37-speed.svg`. `epoch` is left out where the file holds the whole run. */
export function fileName(experiment: Experiment, what: string, extension: string, epoch?: number): string {
  const { network, seed } = experiment
  const moment = epoch === undefined ? [] : [`epoch-${Number(epoch.toFixed(2))}`]
  const parts = ['deltascope', widths(network.layers), network.activation, `seed-${seed}`, ...moment, what]
  return `${parts.join('-').toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-').slice(0, 120)}.${extension}`
}

/** Equal neighbours together, so that a network of a hundred layers still has a name: `784-30x100-10`. */
function widths(layers: readonly number[]): string {
  const parts: string[] = []
  for (let i = 0; i < layers.length;) {
    let n = 1
    while (layers[i + n] === layers[i]) n++
    parts.push(n > 2 ? `${layers[i]}x${n}` : Array<number>(n).fill(layers[i]!).join('-'))
    i += n
  }
  return parts.slice(0, 12).join('-')
}
