import { signal } from '@preact/signals'

/** The panels of Understand, in the order of the chapter. */
export const TOPICS = ['chain', 'exploding', 'prevalence', 'identity', 'products', 'phase', 'formulas'] as const
export type TopicId = (typeof TOPICS)[number]

/** Starting points of the chain that a story or a button can ask for. */
export const CHAIN_PRESETS = ['drawn', 'vanishing', 'exploding'] as const
export type ChainPreset = (typeof CHAIN_PRESETS)[number]

/** Which panel is open. Small enough for the page's first load, so that a link can choose a panel before any of them is there. */
export const topic = signal<TopicId>('chain')
/** The formula that a number's link asked for; its panel scrolls to it and takes the focus. */
export const wantedFormula = signal<string | null>(null)

/** Opens the formulas at one of them. */
export function showFormula(id: string): void {
  topic.value = 'formulas'
  wantedFormula.value = id
}
