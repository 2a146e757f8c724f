import type { Examples } from '../data/index.ts'
import { resolve, type Experiment } from '../experiment/index.ts'
import { createKernel, type Kernel, type KernelVariant, type Program, type UpdateRule } from '../kernels/index.ts'
import { compile, initialize } from '../network/index.ts'
import { createTeam } from '../sweep/index.ts'
import { epochOrder, stepsPerEpoch, updateRule } from '../training/index.ts'
import { idOf, type Contestant } from './contestant.ts'
import type { Workload } from './workloads.ts'

/** Which of our kernels, on how many threads. */
export interface Ours {
  readonly variant: KernelVariant
  readonly threads: number
}

/** A kernel with a workload's examples and the book's initialisation in it. */
export interface Bench {
  readonly kernel: Kernel
  readonly experiment: Experiment
  readonly workload: Workload
  /** The rule of every step: the learning rate is constant. */
  readonly rule: UpdateRule
  /** The same, asking for ‖ΔW‖ too. */
  readonly trackingRule: UpdateRule
}

/** The experiment a workload is. */
export function experimentOf(workload: Workload): Experiment {
  const { layers, examples, batch, learningRate, l2 } = workload
  return resolve({
    data: { kind: 'mnist', train: examples, validation: 0 },
    network: { layers },
    training: { batchSize: batch, l2, epochs: 1, optimizer: { kind: 'sgd', learningRate } },
    observe: { quantities: ['deltaNorm'], examples: Math.min(examples, batch) },
    seed: 1
  })
}

/** Opens a kernel as a user of the library would. `images` holds at least the workload's examples, 784 inputs each. */
export async function openBench({ variant, threads }: Ours, workload: Workload, images: Examples): Promise<Bench> {
  const experiment = experimentOf(workload)
  const program = compile(experiment.network, workload.batch)
  const kernel = await served(variant, program, threads)
  kernel.load('train', firstOf(images, workload.examples))
  kernel.setParameters(initialize(experiment.network, experiment.seed))
  const rule = (track: boolean): UpdateRule =>
    updateRule(experiment.training, 0, stepsPerEpoch(workload.examples, workload.batch), workload.examples, track)
  return { kernel, experiment, workload, rule: rule(false), trackingRule: rule(true) }
}

/** With more than one thread a kernel has a team of its own, which ends with it. */
async function served(variant: KernelVariant, program: Program, threads: number): Promise<Kernel> {
  if (threads === 1) return createKernel({ variant, program })
  const team = await createTeam(threads)
  const kernel = await createKernel({ variant, program, team })
  const dispose = kernel.dispose.bind(kernel)
  kernel.dispose = () => {
    dispose()
    void team.close()
  }
  return kernel
}

export function firstOf(examples: Examples, count: number): Examples {
  const part = (values: Float32Array): Float32Array => values.subarray(0, (values.length / examples.count) * count)
  return { ...examples, count, inputs: part(examples.inputs), targets: part(examples.targets) }
}

/** What is done at each step besides the pass: given the bench and the number of the step in its round. */
export type Reading = (bench: Bench, step: number) => void

/** What the peers do too: one deltaNorm a layer. */
export const readNorms: Reading = ({ kernel }) => {
  for (const layer of kernel.sums()) if (!(layer.deltaNorm > 0)) throw new Error('a norm is not a positive number')
}
export const readNothing: Reading = () => undefined

/**
 * Seconds of `steps` steps in the trainer's order of one epoch (begun anew when it ends). As with the peers the shuffle happens before
 * the clock starts, and rows are drawn from the order within the step.
 */
export function timeSteps(bench: Bench, steps: number, epoch: number, read: Reading, rule = bench.rule): number {
  const { kernel, experiment, workload: { batch, examples } } = bench
  const order = epochOrder(experiment.seed, epoch, examples, batch)
  const perEpoch = Math.floor(examples / batch)
  const begun = performance.now()
  for (let t = 0; t < steps; t++) {
    const at = (t % perEpoch) * batch
    kernel.step('train', order.subarray(at, at + batch), rule)
    read(bench, t)
  }
  return (performance.now() - begun) / 1000
}

/** One of our kernels as a contestant. Its rounds go on training one network, as the peers' do. */
export function asContestant(bench: Bench, threads: number, read: Reading = readNorms, name: string = bench.kernel.variant): Contestant {
  let epoch = 0
  return { id: idOf(name, threads), name, threads, run: async steps => timeSteps(bench, steps, epoch++, read) }
}
