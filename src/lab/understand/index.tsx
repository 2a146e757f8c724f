import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import type { Experiment } from '../../experiment/index.ts'
import { ChainTopic } from './chain.tsx'
import { ExplodingTopic } from './exploding.tsx'
import { FormulasTopic } from './formulas-topic.tsx'
import { IdentityTopic } from './identity.tsx'
import { PhaseTopic } from './phase.tsx'
import { PrevalenceTopic } from './prevalence.tsx'
import { ProductsTopic } from './products.tsx'
import { topic, TOPICS, type TopicId } from './topics.ts'
import { useWords, WORDS, WordsContext, type Words } from './words.ts'
import './understand.css'

export { FORMULAS, type FormulaId } from './formulas.ts'
export { FormulaView } from './formula-view.tsx'

/**
 * The panels that let a reader work out why gradients vanish: one tab each. Loaded on demand; `topics.ts` chooses the tab.
 * `width` of every chart in px; left out, each follows its own place.
 */
export function Understand(props: {
  readonly language: Words['language']
  readonly experiment: Experiment
  readonly width?: number
}): JSX.Element {
  const { language, experiment, width } = props
  const setting = useMemo(() => ({ ...WORDS[language], width }), [language, width])
  return (
    <WordsContext.Provider value={setting}>
      <div class="understand">
        <Tabs />
        <div class="u-panel" role="tabpanel" id="understand-panel" aria-labelledby={`understand-tab-${topic.value}`}>
          <Topic id={topic.value} experiment={experiment} />
        </div>
      </div>
    </WordsContext.Provider>
  )
}

/** Arrow keys, Home and End move between tabs, as WAI-ARIA's pattern has it; only the open one is in the order of Tab. */
function Tabs(): JSX.Element {
  const { text } = useWords()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const next = neighbour(topic.value, event.key)
    if (!next) return
    event.preventDefault()
    topic.value = next
    list.current?.querySelector<HTMLElement>(`#understand-tab-${next}`)?.focus()
  }
  return (
    <div class="u-tabs" role="tablist" aria-label={text.label} ref={list} onKeyDown={move}>
      {TOPICS.map(id => (
        <button
          type="button" role="tab" id={`understand-tab-${id}`} aria-selected={id === topic.value} aria-controls="understand-panel"
          tabindex={id === topic.value ? 0 : -1} data-label={text.topics[id]} onClick={() => (topic.value = id)}
        >
          {text.topics[id]}
        </button>
      ))}
    </div>
  )
}

function neighbour(from: TopicId, key: string): TopicId | undefined {
  const at = TOPICS.indexOf(from)
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[key]
  return to === undefined ? undefined : TOPICS[(to + TOPICS.length) % TOPICS.length]
}

function Topic({ id, experiment }: { readonly id: TopicId; readonly experiment: Experiment }): JSX.Element {
  const { text } = useWords()
  return (
    <>
      <h3>{text.topics[id]}</h3>
      <p class="u-lead">{text[id].lead}</p>
      <Body id={id} experiment={experiment} />
    </>
  )
}

function Body({ id, experiment }: { readonly id: TopicId; readonly experiment: Experiment }): JSX.Element {
  switch (id) {
    case 'chain': return <ChainTopic />
    case 'exploding': return <ExplodingTopic />
    case 'prevalence': return <PrevalenceTopic />
    case 'identity': return <IdentityTopic />
    case 'formulas': return <FormulasTopic />
    case 'products': return <ProductsTopic experiment={experiment} />
    case 'phase': return <PhaseTopic network={experiment.network} />
    default: return id satisfies never
  }
}
