import { signal } from '@preact/signals'

/** The panels of Understand, in the order of the chapter. */
export const TOPICS = ['chain', 'exploding', 'prevalence', 'identity', 'products', 'phase', 'formulas'] as const
export type TopicId = (typeof TOPICS)[number]

/** Starting points of the chain that a story or a button can ask for. */
export const CHAIN_PRESETS = ['drawn', 'vanishing', 'exploding'] as const
export type ChainPreset = (typeof CHAIN_PRESETS)[number]

/** Which panel is open. Small enough for the page's first load, so that a link can choose a panel before any of them is there. */
export const topic = signal<TopicId>('chain')
