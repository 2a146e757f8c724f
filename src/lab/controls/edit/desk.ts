import { computed, signal } from '@preact/signals'
import { InputError, type Mistake } from '../../../errors/index.ts'
import { withChange, type Experiment, type TrainingNumbers } from '../../../experiment/index.ts'
import { change, experiment, extend, open, phase, position } from '../../state/lab.ts'
import { edited, type Edited, type Setting } from './edit.ts'
import { onTheWay, settled } from './live.ts'
import type { Path } from './repairs.ts'

/** What the controls ask for, while a hand is still on a slider. */
interface Wish {
  readonly settings: readonly Setting[]
  /** As it would stand: what the controls show. */
  readonly experiment: Experiment
  readonly followed: readonly Path[]
  /** The document that it is about: once the page has another, the wish is over. */
  readonly over: Experiment
  /** Already asked of the run, which has not yet said that it is so. */
  readonly asked: boolean
}

const wish = signal<Wish | null>(null)
const refusal = signal<{ readonly path: Path; readonly mistake: Mistake; readonly over: Experiment } | null>(null)
/** The edit that was refused last, and the field it came from; over once the page has another document. */
export const refused = computed(() => (refusal.value?.over === experiment.value ? refusal.value : null))
/** Other fields that the last edit took along. */
export const followed = signal<readonly Path[]>([])

/** Changes that lie behind; between two of them the document shown stays the same record, so that controls are not drawn anew. */
const passed = computed(() => (experiment.value.training.changes ?? []).filter(({ step }) => step <= position.value.step).length)
const standing = computed(() => {
  const last = experiment.value.training.changes?.[passed.value - 1]
  return settled(experiment.value, last?.step ?? 0)
})

/** The experiment that the controls show: with what was changed on the way, and with what a hand is about to set. */
export const shown = computed(() => {
  const wanted = wish.value
  return wanted?.over === experiment.value ? wanted.experiment : standing.value
})

/** A hand that rests so long on a slider, in ms, has chosen. */
const REST = 160
let timer: ReturnType<typeof setTimeout> | undefined

/** What an edit of the experiment shown would give. */
export const tried = (settings: readonly Setting[]): Edited => edited(shown.peek(), settings)

/** Sets fields, at once or when the hand rests. What cannot be is refused, and said at its field; the experiment stays. */
export function set(settings: readonly Setting[], soon = false): void {
  if (wish.peek()?.settings[0]![0] !== settings[0]![0]) grant()
  const next = tried(settings)
  if (next.kind === 'mistaken') {
    refusal.value = { path: settings[0]![0], mistake: next.mistake, over: experiment.peek() }
    return
  }
  refusal.value = null
  wish.value = { settings, experiment: next.experiment, followed: next.followed, over: experiment.peek(), asked: false }
  clearTimeout(timer)
  if (soon) timer = setTimeout(grant, REST)
  else grant()
}

/** Carries out what a slider was moved to, if anything waits. */
export function grant(): void {
  const wanted = wish.peek()
  clearTimeout(timer)
  if (!wanted || wanted.asked || wanted.over !== experiment.peek()) return
  const from = standing.peek()
  followed.value = wanted.followed
  const way = onTheWay(from, wanted.settings, { phase: phase.peek(), step: position.peek().step })
  const isNews = JSON.stringify(wanted.experiment) !== JSON.stringify(from)
  wish.value = isNews && way ? { ...wanted, asked: true } : null
  if (!isNews) return
  if (way?.kind === 'extend') extend(way.epochs)
  else if (way?.kind === 'change' && mayChange(way.numbers)) change(way.numbers)
  else open(wanted.experiment)
}

/** A document takes only so many changes; the run is begun anew rather than broken. */
function mayChange(numbers: TrainingNumbers): boolean {
  try {
    withChange(experiment.peek(), position.peek().step, numbers)
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
