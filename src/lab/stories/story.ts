import type { Experiment, LayerQuantity } from '../../experiment/index.ts'
import type { Frame } from '../../player/index.ts'
import type { RunEnd } from '../../trace/index.ts'
import type { Ghost } from '../state/ghosts.ts'
import type { History } from '../state/history.ts'
import type { ChainPreset, TopicId } from '../understand/topics.ts'
import type { Chain } from '../../theory/index.ts'
import type { StoryId } from './list.ts'

/** All that a question may ask about: what the page shows at this moment. */
export interface Seen {
  readonly experiment: Experiment
  readonly history: History
  readonly frame: Frame | null
  readonly end: RunEnd | null
  readonly position: { readonly step: number; readonly epoch: number }
  /** What the time chart shows. */
  readonly quantity: LayerQuantity
  readonly topic: TopicId
  /** The chain of single neurons under Understand, and its input. */
  readonly chain: Chain
  readonly chainInput: number
  readonly ghosts: readonly Ghost[]
}

/** What of the page it says, by number, or null where the page cannot tell yet. */
type From<T> = (seen: Seen) => T | null

interface Common {
  readonly id: string
  /** Numbers that the feedback quotes; null: they are not there yet. */
  readonly numbers?: From<readonly number[]>
}

/**
 * One question. `choice`: one of some answers, of which the readings say which is right. `measure`: a number to be read off the page,
 * right within a relative error. `do`: something to be done to the page, and the page sees when it is.
 */
export type Question =
  | Common & { readonly kind: 'choice'; readonly choices: readonly string[]; readonly right: From<string> }
  | Common & { readonly kind: 'measure'; readonly value: From<number>; readonly within: number; readonly unit?: 'times' | 'percent' }
  | Common & { readonly kind: 'do'; readonly done: (seen: Seen) => boolean }

/** A figure or a claim of the chapter with what the reader does to see it. Its words are in words/stories*.ts, by the same names. */
export interface Story {
  readonly id: StoryId
  /** Claims of docs/chapter5.md that it shows. */
  readonly claims: readonly number[]
  readonly shows: { readonly quantity?: LayerQuantity; readonly topic?: TopicId; readonly chain?: ChainPreset }
  readonly questions: readonly Question[]
}

/** The words of one question. `first` says what has to be done before it can be answered. */
export interface QuestionText {
  readonly ask: string
  readonly first?: string
  readonly choices?: Readonly<Record<string, string>>
  readonly hint: string
  readonly after: (...numbers: string[]) => string
}

/** The words of one story: paragraphs, and a text for every question by its id. */
export interface StoryText {
  readonly title: string
  readonly text: readonly string[]
  readonly questions: Readonly<Record<string, QuestionText>>
}
