import { computed, signal } from '@preact/signals'
import { toUrl } from '../../experiment/index.ts'
import { experiment, open } from '../state/lab.ts'
import { splitHash, storyExperiment } from '../state/opening.ts'
import { storyNamed, THOUGHT, type StoryId } from './list.ts'

/** The story that the address names; null: none is told. */
export const story = signal<StoryId | null>(typeof location === 'undefined' ? null : named())
export const isThought = computed(() => story.value !== null && THOUGHT.has(story.value))

/** Whether the list of all stories is open. */
export const picking = signal(false)

/** Keeps `story` what the address says; returns how to stop. */
export function followStory(): () => void {
  const read = (): void => void (story.value = named())
  read()
  addEventListener('hashchange', read)
  return () => removeEventListener('hashchange', read)
}

function named(): StoryId | null {
  return storyNamed(splitHash(location.hash).own.get('story'))
}

/** The link to a story, which keeps the page's own settings in the address: a lesson in Chinese stays one. */
export function storyHref(id: StoryId, page: string = address()): string {
  const [bare = '', hash = ''] = page.split('#', 2)
  return `${bare}#${[`story=${id}`, ...ownBut(hash)].join('&')}`
}

/** The story's experiment from its beginning, whatever was changed. */
export function beginAgain(id: StoryId): void {
  open(storyExperiment(id))
}

/** Leaves the story; the experiment stays, and the address holds it in full. */
export function leaveStory(): void {
  story.value = null
  window.history.replaceState(null, '', `#${[toUrl(experiment.peek()), ...ownBut(location.hash)].join('&')}`)
}

/** Node, where tests draw the page to a string, has no address. */
const address = (): string => (typeof location === 'undefined' ? '' : location.href)

const ownBut = (hash: string): readonly string[] =>
  [...splitHash(hash).own].filter(([key]) => key !== 'story').map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
