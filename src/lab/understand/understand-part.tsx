import { useSignal } from '@preact/signals'
import type { ComponentType, JSX } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Experiment } from '../../experiment/index.ts'
import { firstDrawing } from '../state/first-drawing.ts'
import { experiment } from '../state/lab.ts'
import { part } from '../state/parts.ts'
import { language, type Language } from '../state/settings.ts'
import { words } from '../words/index.ts'
import { topic } from './topics.ts'

const topics = part(() => import('./index.tsx'))

/** The place of Understand. Its code, the heaviest of the page, comes when a reader gets near or a story asks for a topic. */
export function UnderstandPart(): JSX.Element {
  const id = useId()
  const place = useRef<HTMLElement>(null)
  const loaded = useSignal<ComponentType<{ readonly language: Language; readonly experiment: Experiment }> | null>(null)
  useEffect(() => {
    let asked = false
    const load = (): void => {
      if (!asked) void topics.load().then(({ Understand }) => (loaded.value = Understand))
      asked = true
    }
    const near = new IntersectionObserver(entries => entries.some(e => e.isIntersecting) && load(), { rootMargin: '800px' })
    void firstDrawing().then(() => place.current && near.observe(place.current))
    const first = topic.peek()
    const stop = topic.subscribe(now => now !== first && load())
    return () => {
      near.disconnect()
      stop()
    }
  }, [])
  const Loaded = loaded.value
  return (
    <section ref={place} id="understand" class="panel wide" tabindex={-1} aria-labelledby={id}>
      <div class="panel-head"><h2 id={id}>{words.value.understand}</h2></div>
      {Loaded ? <Loaded language={language.value} experiment={experiment.value} /> : <div class="understand-soon" />}
    </section>
  )
}
