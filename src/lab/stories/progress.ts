import { signal } from '@preact/signals'
import { STORY_IDS, type StoryId } from './list.ts'

/** What was solved, `story/question`, and the numbers that its feedback quotes. */
export type Progress = ReadonlyMap<string, readonly number[]>

const KEY = 'deltascope.stories'
/** More questions, or more numbers in one, no version of the page has. */
const MOST = 400

export const progress = signal<Progress>(restored())

export function solve(story: StoryId, question: string, numbers: readonly number[]): void {
  if (progress.peek().has(`${story}/${question}`)) return
  progress.value = new Map([...progress.peek(), [`${story}/${question}`, numbers]])
  store()
}

/** Forgets what was solved in one story, or in all. */
export function forget(story?: StoryId): void {
  progress.value = new Map(story ? [...progress.peek()].filter(([key]) => !key.startsWith(`${story}/`)) : [])
  store()
}

/** Reads what a browser kept, which may be anything. */
export function readProgress(text: string | null): Progress {
  const found = new Map<string, readonly number[]>()
  try {
    const kept: unknown = JSON.parse(text ?? '{}')
    if (typeof kept !== 'object' || kept === null) return found
    for (const [key, numbers] of Object.entries(kept).slice(0, MOST)) {
      if (!STORY_IDS.some(id => key.startsWith(`${id}/`)) || !Array.isArray(numbers)) continue
      if (numbers.length < 10 && numbers.every(n => typeof n === 'number')) found.set(key, numbers)
    }
  } catch {
    // Kept by something else, or cut off: begin anew.
  }
  return found
}

function restored(): Progress {
  try {
    return readProgress(localStorage.getItem(KEY))
  } catch {
    return new Map()
  }
}

function store(): void {
  try {
    if (progress.peek().size === 0) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(progress.peek())))
  } catch {
    // Without storage the page remembers as long as it is open.
  }
}
