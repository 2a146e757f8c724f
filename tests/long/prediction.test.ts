import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const SEEDS = 200

interface Reading { readonly layer: number | null; readonly quantity: string; readonly value: number }
interface Trace { readonly readings: readonly Reading[] }

function deltascope(...given: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...given], { encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as unknown
}

const valueOf = ({ readings }: Trace, quantity: string, layer: number): number =>
  readings.find(r => r.quantity === quantity && r.layer === layer)!.value

describe.each([
  ['one hidden layer', 'accuracy-1', 1], ['two', 'initial-2', 2], ['three', 'initial-3', 3], ['four', 'initial-4', 4]
] as const)('theory and 200 seeds of the book\'s network with %s', (_, preset, hidden) => {
  const set = ['--set', 'observe.quantities=deltaNorm,deltaRms,weightGradientNorm', '--set', 'data.train=1000', '--set', 'training.epochs=0']
  const { runs } = deltascope('measure', preset, ...set, '--seeds', String(SEEDS), '--json') as { runs: readonly Trace[] }
  const predicted = deltascope('predict', preset, ...set, '--json') as Trace
  const rms = (quantity: string, layer: number): number =>
    Math.sqrt(runs.reduce((sum, run) => sum + valueOf(run, quantity, layer) ** 2, 0) / SEEDS)

  // The standard error of an rms over 200 seeds is 1 to 3 %, so that 5 % is two of them.
  it.each(['deltaNorm', 'deltaRms'])('agree within 5 % on %s of every layer', quantity => {
    for (let layer = 1; layer <= hidden + 1; layer++) {
      const ratio = valueOf(predicted, quantity, layer) / rms(quantity, layer)
      expect(Math.abs(ratio - 1), `${quantity} of layer ${layer}: ${ratio}`).toBeLessThanOrEqual(0.05)
    }
  })

  it('agree within 4 standard errors and 2 % on weightGradientNorm, whose spread is wider', () => {
    for (let layer = 1; layer <= hidden + 1; layer++) {
      const squares = runs.map(run => valueOf(run, 'weightGradientNorm', layer) ** 2)
      const mean = squares.reduce((sum, x) => sum + x, 0) / SEEDS
      const error = Math.sqrt(squares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (SEEDS - 1) / SEEDS) / (2 * mean)
      const ratio = valueOf(predicted, 'weightGradientNorm', layer) / Math.sqrt(mean)
      expect(Math.abs(ratio - 1), `layer ${layer}: ${ratio}`).toBeLessThanOrEqual(4 * error + 0.02)
    }
  })

  it('agree within 2 % on the factor a layer', () => {
    if (hidden < 2) return
    const factor = (value: (layer: number) => number): number => (value(hidden) / value(1)) ** (1 / (hidden - 1))
    const [theory, measured] = [factor(l => valueOf(predicted, 'deltaRms', l)), factor(l => rms('deltaRms', l))]
    expect(Math.abs(theory / measured - 1), `${theory} and ${measured}`).toBeLessThanOrEqual(0.02)
  })
})
