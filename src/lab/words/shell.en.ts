import type { LayerQuantity } from '../../experiment/index.ts'
import type { Catalogue } from './index.ts'

export const english = {
  title: 'Deltascope lab',
  tagline: 'How fast does each layer learn?',
  skip: 'Skip to the charts',
  stories: 'Stories',
  language: 'Language',
  scheme: { label: 'Colours', auto: 'System', light: 'Light', dark: 'Dark' },
  run: {
    label: 'Run',
    play: 'Play', pause: 'Pause', update: 'One update', epoch: 'One epoch', reset: 'Reset', newSeed: 'New seed',
    speed: 'Speed', fastest: 'Full speed', perSecond: (n: string) => (n === '1' ? '1 update/s' : `${n} updates/s`),
    time: 'Recorded epochs', newest: 'newest',
    at: (epoch: string, epochs: string) => `Epoch ${epoch} of ${epochs}`,
    rate: (n: string) => `${n} updates/s`,
    more: (n: number) => `+${n} epochs`,
    stop: '. ', fingerprint: 'Fingerprint', frozen: 'Stopped', cannot: 'Cannot run'
  },
  phase: { opening: 'Getting ready …', ready: 'Nothing trained yet', playing: 'Training', paused: 'Paused', over: 'Done',
    failed: 'This experiment cannot run' },
  quantities: {
    deltaNorm: '‖δ‖, speed of learning', deltaRms: 'δ of single examples, rms', weightGradientNorm: '‖∂C/∂W‖, weight gradient',
    updateRatio: '‖ΔW‖/‖W‖, size of an update', activationMean: 'mean activation', activationVariance: 'variance of activations',
    weightedInputMean: 'mean weighted input', weightedInputVariance: 'variance of weighted inputs',
    slopeMeanSquare: 'mean square of slopes',
    saturatedShare: 'saturated share', deadShare: 'dead share', weightGain: 'weights’ share of the gain',
    slopeGain: 'slopes’ share of the gain'
  } satisfies Record<LayerQuantity, string>,
  mistake: (where: string, expected: string, got: string) => `${where}: expected ${expected}, got ${got}.`,
  mistakeHere: (expected: string, got: string) => `Expected ${expected}, got ${got}.`,
  build: 'Build', keys: 'Keys',
  share: 'Share', export: 'Export', svg: 'Picture as SVG', png: 'Picture as PNG', notSaved: (reason: string) => `That did not work: ${reason}`,
  openInLab: 'Open in the lab',
  drop: { here: 'Drop your data here', says: 'CSV, IDX, npy or npz. Nothing leaves this page.' },
  understand: 'Understand why',
  missing: { says: 'A part of this page could not be loaded.', again: 'Try again', reload: 'Reload the page' },
  footer: {
    what: 'Trains real networks in this page and measures how fast each of their layers learns.',
    alone: 'Works offline once it has loaded, with the kinds of data opened so far. What you do here, and your data, stay in this page.',
    licence: 'MIT licence'
  }
}

export type ShellWords = Catalogue<typeof english>
