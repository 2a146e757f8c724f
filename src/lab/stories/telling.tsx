import type { JSX } from 'preact'
import { Picker } from './picker.tsx'
import { picking, story } from './story-state.ts'
import { StoryPanel } from './story-panel.tsx'
import { followLanguage, storyWords } from './words.ts'
import '../page/stories.css'

followLanguage()

/** Everything of the stories that is loaded on demand: the story told, and the list of all. */
export function Telling(): JSX.Element | null {
  const words = storyWords.value
  if (!words) return null
  return (
    <>
      {story.value && <StoryPanel id={story.value} words={words} openPicker={() => (picking.value = true)} />}
      {picking.value && <Picker words={words} close={() => (picking.value = false)} />}
    </>
  )
}
