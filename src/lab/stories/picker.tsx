import type { JSX } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { StoriesWords } from '../words/stories.en.ts'
import { STORIES } from './index.ts'
import { STORY_GROUPS, STORY_IDS, type StoryGroup, type StoryId } from './list.ts'
import { forget, progress } from './progress.ts'
import { story, storyHref } from './story-state.ts'

const solvedIn = (id: StoryId): number => STORIES[id].questions.filter(question => progress.value.has(`${id}/${question.id}`)).length

/** All stories, by group, each a link with what is solved of it. */
export function Picker({ words, close }: { readonly words: StoriesWords; readonly close: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => dialog.current?.showModal(), [])
  const shut = (): void => dialog.current?.close()
  // The button goes with what it forgets.
  const forgetAll = (): void => {
    forget()
    dialog.current?.querySelector('button')?.focus()
  }
  const all = STORY_IDS.reduce((sum, one) => sum + STORIES[one].questions.length, 0)
  const solved = STORY_IDS.reduce((sum, one) => sum + solvedIn(one), 0)
  return (
    <dialog
      ref={dialog} class="picker" aria-labelledby={id} onClose={close} onClick={event => event.target === event.currentTarget && shut()}
    >
      <div class="picker-body">
        <div class="picker-head">
          <h2 id={id}>{words.label}</h2>
          <button type="button" onClick={shut}>{words.close}</button>
        </div>
        <p>{words.lead}</p>
        <nav aria-label={words.label}>
          {(Object.keys(STORY_GROUPS) as StoryGroup[]).map(group => <Group group={group} words={words} shut={shut} />)}
        </nav>
        <p class="picker-foot">
          <span>{words.solvedAll(solved, all)}</span>
          {solved > 0 && <button type="button" class="quiet" onClick={forgetAll}>{words.forgetAll}</button>}
        </p>
      </div>
    </dialog>
  )
}

function Group(props: { readonly group: StoryGroup; readonly words: StoriesWords; readonly shut: () => void }): JSX.Element {
  const { group, words, shut } = props
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{words.groups[group]}</h3>
      <ol start={STORY_IDS.indexOf(STORY_GROUPS[group][0]) + 1}>
        {STORY_GROUPS[group].map((one: StoryId) => {
          const [solved, of] = [solvedIn(one), STORIES[one].questions.length]
          return (
            <li>
              <a href={storyHref(one)} aria-current={story.value === one ? 'page' : undefined} onClick={shut}>
                {words.stories[one].title}
              </a>
              {solved > 0 && <span class={solved === of ? 'picker-done all' : 'picker-done'}>{words.solvedOf(solved, of)}</span>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
