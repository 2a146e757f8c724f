import { computed } from '@preact/signals'
import { ghosts } from '../state/ghosts.ts'
import { history } from '../state/history.ts'
import { arrived, end, experiment, position } from '../state/lab.ts'
import { liveFrame } from '../state/frames.ts'
import { quantity } from '../state/settings.ts'
import { chain, input } from '../understand/chain-state.ts'
import { topic } from '../understand/topics.ts'
import type { Seen } from './story.ts'

/** The page as questions see it; null while an experiment is being opened, when the readings are still those of the one before, and where it could not be. */
export const seen = computed<Seen | null>(() => (!arrived.value ? null : {
  experiment: experiment.value, history: history.value, frame: liveFrame.value, end: end.value, position: position.value,
  quantity: quantity.value, topic: topic.value, chain: chain.value, chainInput: input.value, ghosts: ghosts.value
}))
