import { computed, signal } from '@preact/signals'
import { InputError, type Mistake } from '../../../errors/index.ts'
import { withChange, type Experiment } from '../../../experiment/index.ts'
import { change, end, experiment, extend, open, phase, position } from '../../state/lab.ts'
import { edited, type Setting } from './edit.ts'
import { onTheWay, settled } from './live.ts'
import type { Path } from './repairs.ts'

/** What the controls ask for, while a hand is still on a slider. */
interface Wish {
  readonly settings: readonly Setting[]
  /** As it would stand: what the controls show. */
  readonly experiment: Experiment
  readonly followed: readonly Path[]
}

const wish = signal<Wish | null>(null)
/** The edit that was refused last, and the field it came from. */
export const refused = signal<{ readonly path: Path; readonly mistake: Mistake } | null>(null)
/** Other fields that the last edit took along. */
export const followed = signal<readonly Path[]>([])

/** Changes that lie behind; between two of them the document shown stays the same record, so that controls are drawn anew only for a reason. */
const passed = computed(() => (experiment.value.training.changes ?? []).filter(({ step }) => step <= position.value.step).length)
const standing = computed(() => {
  const { training: { changes } } = experiment.value
  return settled(experiment.value, passed.value === 0 ? 0 : changes![passed.value - 1]!.step)
})
/** The experiment that the controls show: with what was changed on the way, and with what a hand is about to set. */
export const shown = computed(() => wish.value?.experiment ?? standing.value)

/** A hand that rests so long on a slider, in ms, has chosen. */
const REST = 160
let timer: ReturnType<typeof setTimeout> | undefined

/** Sets fields, at once or when the hand rests. What cannot be is refused, and said at its field; the experiment stays. */
export function set(settings: readonly Setting[], soon = false): void {
  const next = edited(standing.peek(), settings)
  if (next.kind === 'mistaken') {
    refused.value = { path: settings[0]![0], mistake: next.mistake }
    return
  }
  refused.value = null
  wish.value = { settings, experiment: next.experiment, followed: next.followed }
  clearTimeout(timer)
  if (soon) timer = setTimeout(grant, REST)
  else grant()
}

/** Carries out what a slider was moved to, if anything waits. */
export function grant(): void {
  const wanted = wish.peek()
  clearTimeout(timer)
  if (!wanted) return
  wish.value = null
  followed.value = wanted.followed
  const from = standing.peek()
  if (JSON.stringify(wanted.experiment) === JSON.stringify(from)) return
  const way = onTheWay(from, wanted.settings, { phase: phase.peek(), step: position.peek().step })
  if (way?.kind === 'extend') extend(way.epochs)
  else if (way?.kind === 'change' && mayChange(way.numbers)) change(way.numbers)
  else open(wanted.experiment)
}

/** A document takes only so many changes; the run is begun anew rather than broken. */
function mayChange(numbers: Parameters<typeof change>[0]): boolean {
  if (end.peek()) return false
  try {
    withChange(experiment.peek(), position.peek().step, numbers)
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
