import type { JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { focusOn } from '../controls/focus-on.ts'
import { experiment } from '../state/lab.ts'
import { hidden, quantity } from '../state/settings.ts'
import { storyExperiment } from '../state/opening.ts'
import { preset } from '../understand/chain-state.ts'
import { topic, type TopicId } from '../understand/topics.ts'
import type { StoriesWords } from '../words/stories.en.ts'
import { Mark } from './icons.tsx'
import { STORIES } from './index.ts'
import { STORY_IDS, type StoryId } from './list.ts'
import { forget, progress } from './progress.ts'
import { QuestionView } from './question-view.tsx'
import { beginAgain, leaveStory, storyHref } from './story-state.ts'
import type { QuestionText, Story } from './story.ts'

/** The story that is told: what it is about, its questions, and the ways on. Its heading takes the focus when another story comes. */
export function StoryPanel(props: { readonly id: StoryId; readonly words: StoriesWords; readonly openPicker: () => void }): JSX.Element {
  const { id, words, openPicker } = props
  const heading = useRef<HTMLHeadingElement>(null)
  const label = useId()
  const before = useRef<StoryId | null>(null)
  const story = STORIES[id]
  const text = words.stories[id]
  useEffect(() => {
    show(story)
    if (before.current !== null && before.current !== id) heading.current?.focus()
    before.current = id
  }, [id])
  return (
    <aside class="story" aria-labelledby={label}>
      <div class="story-head">
        <p class="story-number">{words.number(STORY_IDS.indexOf(id) + 1, STORY_IDS.length)}</p>
        <button type="button" class="quiet" onClick={openPicker}>{words.all}</button>
        <button type="button" class="quiet" onClick={leave} aria-label={words.leave} title={words.leave}>
          <Mark name="cross" />
        </button>
      </div>
      <h2 id={label} ref={heading} tabindex={-1}>{text.title}</h2>
      {text.text.map(paragraph => <p>{paragraph}</p>)}
      {story.shows.topic && !hidden.value.has('understand') && (
        <p><button type="button" class="quiet" onClick={() => showTopic(story.shows.topic!)}>{words.understand}</button></p>
      )}
      <ol class="questions">
        {story.questions.map((question, i) => (
          <QuestionView
            key={`${id}/${question.id}`} story={id} number={i + 1} question={question} text={textOf(words, id, question.id)} words={words}
          />
        ))}
      </ol>
      <Ways id={id} words={words} focus={() => heading.current?.focus()} />
    </aside>
  )
}

/** The words of a question; a test holds that every question has them. */
function textOf(words: StoriesWords, story: StoryId, question: string): QuestionText {
  const texts: Readonly<Record<string, QuestionText>> = words.stories[story].questions
  return texts[question]!
}

/** Sets the page to what the story is about. */
function show({ shows }: Story): void {
  quantity.value = shows.quantity ?? 'deltaNorm'
  if (shows.topic) topic.value = shows.topic
  if (shows.chain) preset(shows.chain)
}

/** Brings the panel into sight, and the focus to it. */
function showTopic(id: TopicId): void {
  topic.value = id
  const place = document.getElementById('understand')
  place?.focus({ preventScroll: true })
  place?.scrollIntoView({ block: 'start' })
}

/** To the button that opens the list, where there is one. */
function leave(): void {
  leaveStory()
  focusOn('stories', 'charts')
}

/** `focus` gives the focus to the heading: a button that was pressed may go. */
function Ways({ id, words, focus }: { readonly id: StoryId; readonly words: StoriesWords; readonly focus: () => void }): JSX.Element {
  const at = STORY_IDS.indexOf(id)
  const [previous, next] = [STORY_IDS[at - 1], STORY_IDS[at + 1]]
  const answered = [...progress.value.keys()].some(key => key.startsWith(`${id}/`))
  const changed = JSON.stringify(experiment.value) !== JSON.stringify(storyExperiment(id))
  const begin = (): void => {
    beginAgain(id)
    show(STORIES[id])
    focus()
  }
  // From the beginning, or what was done on the page would be seen to be done at once.
  const unlearn = (): void => {
    begin()
    forget(id)
  }
  return (
    <>
      <p class="story-tools">
        {changed && <button type="button" onClick={begin}>{words.again}</button>}
        {answered && <button type="button" class="quiet" onClick={unlearn}>{words.forget}</button>}
      </p>
      <nav class="story-ways" aria-label={words.label}>
        {previous && <a href={storyHref(previous)}><span class="way">{words.previous}</span> {words.stories[previous].title}</a>}
        {next && <a class="next" href={storyHref(next)}><span class="way">{words.next}</span> {words.stories[next].title}</a>}
      </nav>
    </>
  )
}
