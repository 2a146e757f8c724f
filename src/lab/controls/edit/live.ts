import { trainingAt, type Experiment, type TrainingNumbers } from '../../../experiment/index.ts'
import type { Phase } from '../../state/lab.ts'
import type { Setting } from './edit.ts'
import type { Path } from './repairs.ts'

const NUMBERS: Readonly<Record<Path, keyof TrainingNumbers>> = {
  'training.optimizer.learningRate': 'learningRate', 'training.optimizer.momentum': 'momentum', 'training.l2': 'l2'
}

/** Whether a field may change while a run goes on, without beginning it anew. */
export const isLive = (path: Path): boolean => path in NUMBERS || path === 'training.epochs'

/** Where a run stands, as far as changes on the way matter. */
export interface Standing {
  readonly phase: Phase
  readonly step: number
}

/** What an edit asks of a run that has begun: other numbers, more epochs, or undefined where it must begin anew. */
export type OnTheWay = { readonly kind: 'change'; readonly numbers: TrainingNumbers } | { readonly kind: 'extend'; readonly epochs: number }

export function onTheWay(from: Experiment, settings: readonly Setting[], { phase, step }: Standing): OnTheWay | undefined {
  if (step === 0 || settings.length !== 1) return undefined
  const [path, value] = settings[0]!
  if (typeof value !== 'number') return undefined
  if (path === 'training.epochs') {
    const { epochs, schedule } = from.training
    const goesOn = (phase === 'playing' || phase === 'paused' || phase === 'over') && value > epochs && schedule.kind !== 'cosine'
    return goesOn ? { kind: 'extend', epochs: value } : undefined
  }
  const name = NUMBERS[path]
  return name && (phase === 'playing' || phase === 'paused') ? { kind: 'change', numbers: { [name]: value } } : undefined
}

/** The experiment as it stands at an update: numbers changed on the way have become its own. The same record where none was. */
export function settled(experiment: Experiment, step: number): Experiment {
  return experiment.training.changes ? { ...experiment, training: trainingAt(experiment.training, step) } : experiment
}
