import { computed, signal } from '@preact/signals'
import type { ActivationName } from '../../experiment/index.ts'
import { createStream } from '../../numerics/index.ts'
import { explodingChain, quadraticChainCost, randomChain, type Chain } from '../../theory/index.ts'
import type { ChainPreset } from './topics.ts'

export const FEWEST = 2
export const MOST = 8
/** How far the sliders of w and b reach; a wider one is chosen when a number beyond is typed or a preset needs it. */
const REACHES = [4, 10, 100, 1000] as const

export const count = signal(4)
export const weights = signal<readonly number[]>([])
export const biases = signal<readonly number[]>([])
/** a₀. */
export const input = signal(0.5)
/** y of C = (a_L − y)²/2. */
export const target = signal(0)
export const activation = signal<ActivationName>('sigmoid')
/** Δb₁ of the experiment with a nudge. */
export const nudge = signal(0.01)
/** Which draw the chain is from; null once it is another's. */
export const seed = signal<number | null>(null)
let draws = 0
export const reach = signal<number>(REACHES[0])

/** The neurons shown. All eight are kept, so that a chain made longer again has its old neurons back. */
export const chain = computed<Chain>(() => ({
  weights: weights.value.slice(0, count.value), biases: biases.value.slice(0, count.value), activation: activation.value
}))
export const cost = computed(() => quadraticChainCost(target.value))

function take(next: Chain, from: number | null): void {
  seed.value = from
  weights.value = next.weights
  biases.value = next.biases
  const largest = [...next.weights, ...next.biases].reduce((most, v) => Math.max(most, Math.abs(v)), 0)
  reach.value = REACHES.find(r => r >= largest) ?? REACHES[3]
}

/** One weight or bias; one that was typed may need a longer slider. */
export function setNeuron(what: 'weights' | 'biases', neuron: number, value: number): void {
  const kept = what === 'weights' ? weights : biases
  kept.value = kept.value.map((v, j) => (j === neuron ? value : v))
  seed.value = null
  if (Math.abs(value) > reach.value) reach.value = REACHES.find(r => r >= Math.abs(value)) ?? REACHES[3]
}

/** w, b ~ N(0, 1), as the chapter's argument takes them. */
export function draw(from: number): void {
  draws = from
  take(randomChain(createStream(from, 'understand'), MOST), from)
}

/** The next chain by chance: the same ones in the same order for everyone. */
export function drawNext(): void {
  draw(draws + 1)
}

/**
 * vanishing: |w| = 0.9 < 1 with every z = 0, where σ′ is largest: the slowest that the product can shrink, and still it does.
 * exploding: the same with w = 100, the book's construction. Both are of the sigmoid.
 */
export function preset(name: ChainPreset): void {
  activation.value = 'sigmoid'
  if (name === 'drawn') draw(1)
  else take(explodingChain(MOST, name === 'vanishing' ? 0.9 : 100, input.value), null)
}

export function reset(): void {
  count.value = 4
  input.value = 0.5
  target.value = 0
  nudge.value = 0.01
  preset('drawn')
}

reset()
