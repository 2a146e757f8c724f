import { MNIST_SAMPLE_FILE, withMnistSample, type FileSource } from '../data/index.ts'
import { InputError, type Mistake } from '../errors/index.ts'
import { resolve } from '../experiment/index.ts'
import { openPlay } from '../run/index.ts'
import { exportOf } from './export.ts'
import { Playing, type Post, type Turns } from './playing.ts'
import { predictionOf } from './predicted.ts'
import type { Command } from './protocol.ts'

/** What a player needs of the place it runs in. */
export interface PlayerOptions extends Turns {
  /** Data and weights: the files that were given, by name, and what the place itself has. Asked once; the map goes on filling. */
  readonly source: (files: ReadonlyMap<string, Uint8Array>) => FileSource
}

/** Plays one experiment at a time. */
export interface Player {
  receive(command: Command): void
  dispose(): void
}

type OpenCommand = Extract<Command, { kind: 'open' }>
/** A command to a run that is open. */
type RunCommand = Exclude<Command, { kind: 'open' | 'file' | 'forget' }>

/**
 * An experiment played for a page: trains in slices of some milliseconds, so that a pause gets through, and posts what was read with a
 * picture of the network. Whatever is asked of it on the way, the trace is the one that `run` gives for `progress.experiment`.
 * Mistakes are posted as `failed`; what is asked of a run that is not the open one is ignored.
 */
export function createPlayer(post: Post, options: PlayerOptions): Player {
  return new OnePlayer(post, options)
}

/** The newest run asked for; commands that come while it is being opened wait. */
interface Current {
  readonly run: number
  readonly waiting: RunCommand[]
  playing: Playing | null
}

class OnePlayer implements Player {
  readonly #post: Post
  readonly #options: PlayerOptions
  readonly #files = new Map<string, Uint8Array>()
  readonly #source: () => FileSource
  #current: Current | null = null

  constructor(post: Post, options: PlayerOptions) {
    this.#post = post
    this.#options = options
    this.#source = sampledSource(options.source(this.#files), this.#files)
  }

  receive(command: Command): void {
    const current = this.#current
    if (command.kind === 'file') this.#files.set(command.name, command.bytes)
    else if (command.kind === 'forget') this.#files.delete(command.name)
    else if (command.kind === 'open') void this.#open(command)
    else if (command.run !== current?.run) return
    else if (current.playing) this.#obey(current.playing, command)
    else current.waiting.push(command)
  }

  dispose(): void {
    this.#current?.playing?.dispose()
    this.#current = null
  }

  async #open({ run, experiment: asked, kernel }: OpenCommand): Promise<void> {
    this.dispose()
    const mine: Current = (this.#current = { run, waiting: [], playing: null })
    const { clock } = this.#options
    const begun = clock()
    try {
      const play = await openPlay(resolve(asked), { source: this.#source(), kernel })
      if (this.#current !== mine) return play.dispose()
      const { experiment, dataset: { classes }, stepsPerEpoch } = play
      const playing = (mine.playing = new Playing(run, play, this.#post, this.#guarded(run)))
      const seconds = (clock() - begun) / 1000
      this.#post({ kind: 'opened', run, experiment, kernel, stepsPerEpoch, examples: experiment.observe.examples, classes, seconds })
      // Whoever pressed Play meanwhile is not told that the run rests.
      const last = mine.waiting.findLast(({ kind }) => kind === 'play' || kind === 'advance' || kind === 'pause')
      playing.report(true, last !== undefined && last.kind !== 'pause')
      for (const command of mine.waiting) this.#obey(playing, command)
    } catch (error) {
      if (this.#current === mine) this.#fail(run, error)
    }
  }

  #obey(playing: Playing, command: RunCommand): void {
    try {
      switch (command.kind) {
        case 'play': return playing.start(command.updatesPerSecond)
        case 'pause': return playing.pause()
        case 'advance': return playing.advance(command.by)
        case 'change': return playing.change(command.change)
        case 'extend': return playing.extend(command.epochs)
        case 'predict': return void this.#predict(playing, command.run)
        case 'export': return this.#export(playing, command)
        default: return command satisfies never
      }
    } catch (error) {
      this.#fail(command.run, error)
    }
  }

  /** A file that cannot be made is no mistake of the experiment. */
  #export({ play }: Playing, { run, request, format }: Extract<Command, { kind: 'export' }>): void {
    try {
      const file = exportOf(play, format)
      this.#post({ kind: 'exported', run, request, ...file }, [file.bytes.buffer])
    } catch (error) {
      this.#post({ kind: 'notExported', run, request, why: error instanceof Error ? error.message : String(error) })
    }
  }

  async #predict({ play }: Playing, run: number): Promise<void> {
    const layers = await predictionOf(play)
    if (this.#current?.run === run) this.#post({ kind: 'predicted', run, layers })
  }

  /** What goes wrong in a slice is said as well. */
  #guarded(run: number): Turns {
    const { clock, schedule } = this.#options
    const guard = (task: () => void) => (): void => {
      try {
        task()
      } catch (error) {
        this.#fail(run, error)
      }
    }
    return { clock, schedule: (task, milliseconds) => schedule(guard(task), milliseconds) }
  }

  #fail(run: number, error: unknown): void {
    this.#post({ kind: 'failed', run, mistake: mistakeOf(error) })
  }
}

/** The source with the page's own MNIST, once that was given. */
function sampledSource(source: FileSource, files: ReadonlyMap<string, Uint8Array>): () => FileSource {
  let known: { readonly bytes: Uint8Array; readonly source: FileSource } | undefined
  return () => {
    const bytes = files.get(MNIST_SAMPLE_FILE)
    if (!bytes) return source
    if (known?.bytes !== bytes) known = { bytes, source: withMnistSample(source, bytes) }
    return known.source
  }
}

function mistakeOf(error: unknown): Mistake {
  const remedy = 'Use fewer examples, narrower layers or a smaller batch'
  if (error instanceof InputError) return error.mistake.where === 'kernel memory' ? { ...error.mistake, remedy } : error.mistake
  if (error instanceof RangeError && /alloc|memory|length/i.test(error.message)) {
    return { code: 'capability', where: 'memory', expected: 'a network and examples that fit into memory', got: 'more than there is', remedy }
  }
  const got = error instanceof Error ? error.message : String(error)
  return { code: 'internal', where: 'player', expected: 'no fault of its own', got }
}
