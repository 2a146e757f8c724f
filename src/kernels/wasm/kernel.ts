import { checkExamples, checkParameters, checkRows } from '../check.ts'
import type {
  Examples, ExampleSet, Kernel, KernelState, LayerParameters, LayerSums, NonFinite, PassResult, Program, Snapshot, Team, UpdateRule
} from '../contract.ts'
import { RepeatedBatch } from './columns.ts'
import { instantiate, type KernelExports, type WasmVariant } from './compile.ts'
import { sparse, type LoadedExamples } from './examples.ts'
import { addState, layOut, type Layout } from './layout.ts'
import { locate } from './locate.ts'
import { Arena, unpadded } from './memory.ts'
import { readParameters, readState, writeParameters, writeState } from './parameters.ts'
import { isPlain, stateBuffers, writeRule } from './rule.ts'
import * as slot from './slots.ts'
import { readSnapshot } from './snapshot.ts'
import { LazySums, misuse, type PassInMemory } from './sums.ts'

/** A kernel over its own wasm memory: a step is one call, nothing is allocated or copied in it but the row numbers. */
export async function createWasmKernel(variant: WasmVariant, program: Program, team?: Team): Promise<Kernel> {
  const { module, memory, exports } = await instantiate(variant)
  const kernel = new WasmKernel(variant, program, exports, memory, team && threadable(program) ? team.threads : 1)
  if (team) await kernel.join(team, module)
  return kernel
}

/** Normalisation looks at all rows at once: such a network stays on one thread. */
function threadable(program: Program): boolean { return program.layers.every(layer => layer.normalization === 'none') }

/** Multiply-adds of a pass below which the threads' meetings would cost more than they save: some 20 µs of work. */
const LEAST_WORK = 400_000

/** Multiply-adds a row forward, with a fifth of the first layer's, whose zeros are left out. */
function workPerRow({ layers }: Program): number {
  return layers.reduce((sum, { fanIn, fanOut }, i) => sum + fanIn * fanOut * (i === 0 ? 0.2 : 1), 0)
}

class WasmKernel implements Kernel {
  readonly variant: WasmVariant
  readonly program: Program
  readonly #wasm: KernelExports
  readonly #arena: Arena
  readonly #layout: Layout
  readonly #sets = new Map<ExampleSet, LoadedExamples>()
  readonly #threads: number
  readonly #work: number
  readonly #repeated: RepeatedBatch
  #current: ExampleSet | null = null
  #team: Team | null = null
  readonly #pass: PassInMemory
  /** The sums of the last full pass, kept when an evaluation is about to overwrite what they are computed from. */
  #kept: LayerSums[] | null = null
  #overwritten = true

  constructor(variant: WasmVariant, program: Program, wasm: KernelExports, memory: WebAssembly.Memory, threads: number) {
    this.variant = variant
    this.program = program
    this.#wasm = wasm
    this.#threads = threads
    this.#work = workPerRow(program)
    this.#arena = new Arena(memory, wasm.heapBase())
    this.#pass = {
      number: 0, rows: 0, swept: 0, arena: this.#arena,
      sweep: () => {
        wasm.measure(this.#layout.head.at)
        for (const layer of this.#layout.layers) layer.totals.read(layer, this.#pass)
      }
    }
    this.#layout = layOut(program, this.#arena, threads, wasm.scratchBytes)
    this.#repeated = new RepeatedBatch(this.#arena, program.layers[0]!.fanIn)
    writeParameters(this.#layout, this.#arena, program.layers.map(l => ({
      weights: new Float32Array(l.fanIn * l.fanOut), biases: new Float32Array(l.fanOut)
    })))
  }

  /** The team's other threads wait inside the kernel until they are called to a pass. */
  async join(team: Team, module: WebAssembly.Module): Promise<void> {
    if (this.#threads === 1) return
    await team.start({ module, memory: this.#arena.memory, head: this.#layout.head.at, ticket: 0 })
    this.#team = team
  }

  load(set: ExampleSet, examples: Examples): void {
    checkExamples(this.program, examples)
    this.#sets.set(set, sparse(examples, this.program.layers[0]!.fanIn, this.program.layers.at(-1)!.fanOut, this.#arena))
    this.#current = null
  }

  setParameters(layers: readonly LayerParameters[]): void {
    checkParameters(this.program, layers)
    this.#keepSums()
    writeParameters(this.#layout, this.#arena, layers)
  }

  getParameters(): LayerParameters[] { return readParameters(this.#layout, this.#arena) }

  getState(): KernelState { return readState(this.#layout, this.#arena) }

  setState(state: KernelState): void {
    this.#keepSums()
    writeState(this.#layout, this.#arena, state)
  }

  evaluate(set: ExampleSet, rows?: Uint32Array): PassResult {
    const { count } = this.#examples(set)
    const all = rows ?? Uint32Array.from({ length: count }, (_, n) => n)
    checkRows(all, count, Infinity)
    this.#keepSums()
    const { head } = this.#layout
    let cost = 0
    let correct = 0
    let finite = true
    for (let at = 0; at < all.length; at += this.program.capacity) {
      this.#choose(set, all.subarray(at, at + this.program.capacity))
      this.#wasm.evaluate(head.at)
      cost += head.number(slot.HEAD_COST_SUM)
      correct += head.int(slot.HEAD_CORRECT)
      if (head.int(slot.HEAD_PASS_FINITE) === 0) {
        finite = false
        break // the memory stays as it is for locateNonFinite
      }
    }
    return { cost: finite ? cost / all.length : NaN, correct, finite }
  }

  gradients(set: ExampleSet, rows: Uint32Array): PassResult {
    this.#choose(set, rows, true)
    this.#chooseColumns(set, rows)
    this.#wasm.gradients(this.#layout.head.at)
    return this.#result()
  }

  step(set: ExampleSet, rows: Uint32Array, rule: UpdateRule): PassResult {
    this.#choose(set, rows, true)
    this.#chooseColumns(set, rows)
    const buffers = stateBuffers(rule)
    if (buffers > 0) addState(this.#layout, this.#arena, buffers)
    if (!isPlain(rule) || this.#layout.layers[0]!.table.int(slot.STATE_1) !== 0) this.#wasm.unscale(this.#layout.head.at)
    writeRule(this.#layout, rule)
    this.#wasm.step(this.#layout.head.at)
    return this.#result()
  }

  sums(): LayerSums[] { return this.#kept ?? this.#lazySums() }

  #lazySums(): LazySums[] {
    this.#needPass('sums')
    return this.#layout.layers.map(layer => new LazySums(layer, this.#pass))
  }

  snapshot(): Snapshot {
    this.#needPass('snapshot')
    this.#wasm.fillGradients(this.#layout.head.at)
    return readSnapshot(this.#layout, this.#arena, this.#pass.rows)
  }

  activations(set: ExampleSet, rows: Uint32Array, layer: number): Float32Array {
    const found = this.#layout.layers[layer - 1] ?? misuse('layer', String(layer), `a layer from 1 to ${this.program.layers.length}`)
    this.#keepSums()
    this.#choose(set, rows, true)
    this.#wasm.evaluate(this.#layout.head.at)
    return unpadded(this.#arena, found.table.pointer(slot.A), rows.length, found.stride, found.program.fanOut)
  }

  locateNonFinite(): NonFinite | null {
    if (!this.#overwritten) this.#wasm.fillGradients(this.#layout.head.at)
    return locate(this.#layout, this.#arena, this.#examples(this.#current ?? 'train'), this.#pass.rows)
  }

  dispose(): void {
    if (this.#team) {
      this.#layout.head.setInt(slot.HEAD_THREADS, this.#threads)
      this.#wasm.leave(this.#layout.head.at)
      this.#team.stop()
      this.#team = null
    }
    this.#sets.clear()
    this.#current = null
  }

  #examples(set: ExampleSet): LoadedExamples {
    return this.#sets.get(set) ?? misuse(`examples '${set}'`, 'nothing loaded', 'load() before a pass')
  }

  #choose(set: ExampleSet, rows: Uint32Array, check = false): void {
    const examples = this.#examples(set)
    if (check) checkRows(rows, examples.count, this.program.capacity)
    const { head } = this.#layout
    if (this.#current !== set) {
      head.setInt(slot.HEAD_MASK_AT, examples.shape.maskAt)
      head.setInt(slot.HEAD_TARGET_AT, examples.shape.targetAt)
      head.setInt(slot.HEAD_INPUT_EXPONENT, examples.exponent)
      head.setInt(slot.HEAD_TASK, examples.task === 'classification' ? slot.TASK_CLASSIFICATION : slot.TASK_REGRESSION)
      this.#current = set
    }
    head.setInt(slot.HEAD_ROWS, rows.length)
    head.setInt(slot.HEAD_THREADS, this.#team && rows.length * this.#work >= (this.#team.leastWork ?? LEAST_WORK) ? this.#threads : 1)
    const { words } = this.#arena, first = this.#layout.rowList / 4
    for (let i = 0; i < rows.length; i++) words[first + i] = examples.records[rows[i]!]!
    this.#pass.rows = rows.length
    this.#pass.number++
  }

  /** For a pass with a way back: its number, by which layer 1 knows the rows it touched, and its entries by column if it comes again. */
  #chooseColumns(set: ExampleSet, rows: Uint32Array): void {
    const { head } = this.#layout
    head.setInt(slot.HEAD_COLUMN_STARTS, this.#repeated.of(this.#examples(set), rows))
    head.setInt(slot.HEAD_PASS, head.int(slot.HEAD_PASS) + 1)
  }

  #keepSums(): void {
    if (!this.#overwritten && !this.#kept) this.#kept = this.#lazySums().map(sums => ({ deltaMean: sums.deltaMean, ...sums.totals() }))
    this.#overwritten = true
    this.#pass.number++
  }

  #needPass(what: string): void {
    if (this.#overwritten) misuse(what, 'none')
  }

  #result(): PassResult {
    const { head } = this.#layout
    this.#kept = null
    this.#overwritten = false
    return {
      cost: head.number(slot.HEAD_COST_SUM) / this.#pass.rows,
      correct: head.int(slot.HEAD_CORRECT),
      finite: head.int(slot.HEAD_PASS_FINITE) === 1 && head.int(slot.HEAD_UPDATE_FINITE) === 1
    }
  }
}
