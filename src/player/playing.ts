import { InputError, shown } from '../errors/index.ts'
import type { TrainingNumbers } from '../experiment/index.ts'
import type { Play, Readings } from '../run/index.ts'
import type { Columns } from '../trace/index.ts'
import { buffersOf, frameOf } from './frame.ts'
import type { Frame, PlayerEvent } from './protocol.ts'

/** Posts an event; the memory in `transfer` is handed over. */
export type Post = (event: PlayerEvent, transfer?: Transferable[]) => void

/** The time, and the way to be called again. */
export interface Turns {
  /** Milliseconds, such as `() => performance.now()`. */
  readonly clock: () => number
  /** Calls back from the event loop, after the messages that wait there, and not before so many milliseconds. */
  readonly schedule: (task: () => void, milliseconds: number) => void
}

/** Milliseconds of training before the event loop turns: what a pause may have to wait. */
const SLICE = 12
/** Between two posts while training, and between two frames, at least. */
const POST_EVERY = 1000 / 30
const FRAME_EVERY = 1000 / 15
/** A frame takes at most a sixth of the time: the next one waits five times as long as it took. */
const FRAME_REST = 5
/** Over which updates a second are counted. */
const RATE_OVER = 500
/** A run that fell behind its speed by more than this, in a page that slept, does not make up for it. */
const MOST_BEHIND = 250

/** What the run is about: until which update, and how fast. */
interface Goal {
  readonly until: number
  readonly updatesPerSecond: number | null
  /** Where the speed is counted from. */
  from: { readonly time: number; readonly step: number }
}
interface Mark { readonly time: number; readonly step: number }

/** An open run: trains in slices, and says what was read. */
export class Playing {
  readonly run: number
  readonly play: Play
  readonly #post: Post
  readonly #turns: Turns
  #goal: Goal | null = null
  /** Slices of an earlier goal see by this that they are not meant any more. */
  #generation = 0
  #posted = 0
  #postedAt = -Infinity
  #postedStep = -1
  #nextFrame = -Infinity
  #marks: [Mark, Mark]
  #fingerprint: string | null = null

  constructor(run: number, play: Play, post: Post, turns: Turns) {
    this.run = run
    this.play = play
    this.#post = post
    this.#turns = turns
    this.#marks = [this.#mark(), this.#mark()]
  }

  start(updatesPerSecond: number | null): void {
    if (updatesPerSecond !== null && !(updatesPerSecond > 0)) {
      throw misuse('updatesPerSecond', 'a number above 0, or null', updatesPerSecond)
    }
    this.#begin(Infinity, updatesPerSecond)
  }

  advance(by: { readonly updates: number } | { readonly epochs: number }): void {
    const count = 'updates' in by ? by.updates : by.epochs
    if (!(Number.isSafeInteger(count) && count >= 1)) throw misuse('advance', 'a whole number, 1 or more', count)
    const { position: { step, epoch }, stepsPerEpoch } = this.play
    this.#begin('updates' in by ? step + by.updates : (epoch + by.epochs) * stepsPerEpoch, null)
  }

  pause(): void {
    this.#goal = null
    this.#generation++
    this.report()
  }

  change(numbers: TrainingNumbers): void {
    this.play.change(numbers)
    this.#saidAnew()
  }

  extend(epochs: number): void {
    const before = this.play.readings
    this.play.extend(epochs)
    // What was dropped of the trace is read anew, and posted again.
    this.#posted -= before - this.play.readings
    this.#saidAnew()
  }

  dispose(): void {
    this.#goal = null
    this.#generation++
    this.play.dispose()
  }

  /** Where the run stands: new readings and, to `look`, a frame, and at rest also the reading that is due next. `playing`: or about to be. */
  report(look = true, playing = this.#goal !== null): void {
    const { play } = this
    const { step } = play.position
    const epoch = step / play.stepsPerEpoch
    const readings = withPeek(play.since(this.#posted), look && this.#waits() ? play.peek() : null)
    this.#posted = play.readings
    const frame = look ? this.#frame(step, epoch, !playing) : null
    if (play.end) this.#fingerprint ??= play.trace().fingerprint
    this.#postedAt = this.#turns.clock()
    if (look) this.#postedStep = step
    this.#post({
      kind: 'progress', run: this.run, experiment: play.experiment, step, epoch, ...readings, frame,
      updatesPerSecond: playing ? this.#rate() : 0, playing, end: play.end, fingerprint: this.#fingerprint
    }, [...buffersOfColumns(readings.columns), ...buffersOf(frame)])
  }

  #begin(until: number, updatesPerSecond: number | null): void {
    if (this.play.end) return this.report()
    this.#goal = { until, updatesPerSecond, from: this.#mark() }
    this.#marks = [this.#mark(), this.#mark()]
    this.#turn(++this.#generation)
  }

  /** The document is another. While the run trains at full speed, the next post says so soon enough. */
  #saidAnew(): void {
    this.#fingerprint = null
    if (this.#waits()) this.report(false)
  }

  #turn(generation: number): void {
    const goal = this.#goal
    if (!goal || generation !== this.#generation) return
    let wait = this.#slice(goal)
    const { end, position: { step } } = this.play
    if (end || step >= goal.until) return this.pause()
    const soon = this.#postedAt + POST_EVERY - this.#turns.clock()
    if (step !== this.#postedStep && soon <= 0) this.report()
    else if (step !== this.#postedStep) wait = Math.min(wait, soon)
    this.#turns.schedule(() => this.#turn(generation), wait)
  }

  /** Trains for a slice, or as far as goal and speed allow; the milliseconds to wait after it. */
  #slice(goal: Goal): number {
    const { play } = this
    const begun = this.#turns.clock()
    let now = begun
    // One update at least, however slow the clock or the update.
    while (!play.end && play.position.step < goal.until && now - begun < SLICE) {
      const early = this.#early(goal, now)
      if (early > 0) return early
      play.step()
      // After the last update comes the last reading.
      if (play.position.step === play.steps) play.step()
      now = this.#turns.clock()
    }
    return 0
  }

  /** Milliseconds until the next update may be taken; not above 0 where it may. */
  #early(goal: Goal, now: number): number {
    if (goal.updatesPerSecond === null) return 0
    const early = goal.from.time + ((this.play.position.step - goal.from.step) * 1000) / goal.updatesPerSecond - now
    if (early < -MOST_BEHIND) goal.from = this.#mark()
    return early
  }

  /** At rest, or so slow that each update is seen by itself. */
  #waits(): boolean {
    const speed = this.#goal?.updatesPerSecond
    return this.#goal === null || (typeof speed === 'number' && speed * POST_EVERY < 1000)
  }

  #frame(step: number, epoch: number, always: boolean): Frame | null {
    const { clock } = this.#turns
    const begun = clock()
    if (!always && begun < this.#nextFrame) return null
    const frame = frameOf(this.play.snapshot(), step, epoch)
    const ended = clock()
    this.#nextFrame = Math.max(begun + FRAME_EVERY, ended + FRAME_REST * (ended - begun))
    return frame
  }

  #mark(): Mark { return { time: this.#turns.clock(), step: this.play.position.step } }

  #rate(): number {
    const now = this.#mark()
    const [earlier, later] = this.#marks
    if (now.time - later.time >= RATE_OVER) this.#marks = [later, now]
    return now.time > earlier.time ? ((now.step - earlier.step) * 1000) / (now.time - earlier.time) : 0
  }
}

function misuse(where: string, expected: string, got: unknown): InputError {
  return new InputError({ code: 'usage', where, expected, got: shown(got) })
}

function buffersOfColumns({ step, epoch, layer, neuron, quantity, value }: Columns): ArrayBuffer[] {
  return [step, epoch, layer, neuron, quantity, value].map(({ buffer }) => buffer as ArrayBuffer)
}

/** Readings of the trace, and after them one that is not part of it yet. Its names are the trace's, or those and more. */
function withPeek(readings: Readings, peeked: Readings | null): Readings {
  if (!peeked) return readings
  const join = <T extends Float64Array | Uint16Array | Int32Array | Uint8Array>(a: T, b: T): T => {
    const joined = new (a.constructor as new (length: number) => T)(a.length + b.length)
    joined.set(a)
    joined.set(b, a.length)
    return joined
  }
  const [a, b] = [readings.columns, peeked.columns]
  const columns: Columns = {
    step: join(a.step, b.step), epoch: join(a.epoch, b.epoch), layer: join(a.layer, b.layer),
    neuron: join(a.neuron, b.neuron), quantity: join(a.quantity, b.quantity), value: join(a.value, b.value)
  }
  return { quantities: peeked.quantities, columns }
}
