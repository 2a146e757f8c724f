import type { StoryGroup, StoryId } from '../stories/list.ts'
import type { StoryText } from '../stories/story.ts'
import { causeEnglish } from './stories-cause.en.ts'
import { curesEnglish } from './stories-cures.en.ts'
import type { Catalogue } from './index.ts'
import { problemEnglish } from './stories-problem.en.ts'

/** The stories and what surrounds them. Loaded with the first story, in one language only. */
export const english = {
  label: 'Stories', space: ' ', close: 'Close', all: 'All stories', previous: 'Previous', next: 'Next', leave: 'Leave the story',
  lead:
    'The chapter’s figures and claims, to try out. Each story opens its experiment and asks what you see; your answers are held ' +
    'against the readings on the page.',
  groups: {
    problem: 'The vanishing gradient', cause: 'What causes it', obstacles: 'Other obstacles', cures: 'What helps'
  } satisfies Record<StoryGroup, string>,
  number: (n: number, of: number) => `Story ${n} of ${of}`,
  solvedOf: (solved: number, of: number) => `${solved} of ${of} solved`,
  solvedAll: (solved: number, of: number) => `${solved} of ${of} questions solved`,
  nth: (n: number) => `Question ${n}`,
  done: 'Solved', task: 'To do',
  again: 'Begin this story again', forget: 'Forget my answers', forgetAll: 'Forget all answers',
  understand: 'Show it under Understand',
  check: 'Check', answer: 'Your number', show: 'Show the answer',
  wrong: 'Not this one.', early: 'The page cannot tell yet.', unreadable: 'Please write a number, such as 4.7.',
  high: (given: string) => `${given} is too large.`, low: (given: string) => `${given} is too small.`,
  inverse: (given: string) => `${given} is the ratio the other way round.`, hundredfold: 'As a percentage, please.',
  stories: { ...problemEnglish, ...causeEnglish, ...curesEnglish } satisfies Readonly<Record<StoryId, StoryText>>
}

export type StoriesWords = Catalogue<typeof english>
