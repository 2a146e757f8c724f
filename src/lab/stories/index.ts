import { cause } from './cause.ts'
import type { StoryId } from './list.ts'
import { curesAndPhases, obstacles } from './obstacles.ts'
import { problem } from './problem.ts'
import type { Story } from './story.ts'

/** Every story by its name. */
export const STORIES: Readonly<Record<StoryId, Story>> =
  Object.fromEntries([...problem, ...cause, ...obstacles, ...curesAndPhases].map(story => [story.id, story])) as Record<StoryId, Story>
