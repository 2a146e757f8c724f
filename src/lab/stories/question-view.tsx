import { useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { valueText } from '../views/numbers-text.ts'
import type { StoriesWords } from '../words/stories.en.ts'
import { judgeChoice, judgeNumber, numbersOf, type Reply } from './answer.ts'
import { Mark } from './icons.tsx'
import type { StoryId } from './list.ts'
import { progress, solve } from './progress.ts'
import { seen } from './seen.ts'
import type { Question, QuestionText } from './story.ts'

interface Props<Q extends Question = Question> {
  readonly story: StoryId
  readonly number: number
  readonly question: Q
  readonly text: QuestionText
  readonly words: StoriesWords
}

/** One question with what the page says to the answer. */
export function QuestionView(props: Props): JSX.Element {
  const { story, number, question, text, words } = props
  const id = useId()
  const done = useRef<HTMLParagraphElement>(null)
  const solved = progress.value.get(`${story}/${question.id}`)
  return (
    <li class={`question ${solved ? 'solved' : ''}`}>
      <p class="question-ask" id={id}><span class="hush">{words.nth(number)}: </span>{text.ask}</p>
      <Body {...props} labelled={id} answered={() => done.current?.focus()} />
      <p class="question-done" role="status" ref={done} tabindex={-1}>
        {solved && <><Mark name="tick" /><span class="hush">{words.done}. </span>{text.after(...solved.map(n => valueText(n)))}</>}
      </p>
    </li>
  )
}

interface Answering {
  readonly labelled: string
  /** Gives the focus to what is said of a right answer: the field in which it was written goes. */
  readonly answered: () => void
}

function Body(props: Props & Answering): JSX.Element | null {
  const { question } = props
  switch (question.kind) {
    case 'choice': return <Choice {...props} question={question} />
    case 'measure': return <Measure {...props} question={question} />
    case 'do': return <Task {...props} question={question} />
    default: return question satisfies never
  }
}

const isSolved = ({ story, question }: Props): boolean => progress.value.has(`${story}/${question.id}`)

function settle({ story, question }: Props, reply: Reply): void {
  const now = seen.peek()
  if (reply === 'right' && now) solve(story, question.id, numbersOf(question, now) ?? [])
}

type Of<K extends Question['kind']> = Props<Extract<Question, { kind: K }>> & Answering

/** A button an answer; a wrong one is marked and can be tried no more, but keeps the focus. */
function Choice(props: Of<'choice'>): JSX.Element {
  const { question, text, words, labelled } = props
  const [tried, setTried] = useState<ReadonlyMap<string, Reply>>(new Map())
  const solved = isSolved(props)
  const last = [...tried.values()].at(-1)
  const over = (choice: string): boolean => solved || tried.get(choice) === 'wrong'
  const answer = (choice: string): void => {
    if (over(choice)) return
    const reply = seen.peek() ? judgeChoice(question, choice, seen.peek()!) : 'early'
    setTried(new Map([...tried].filter(([, earlier]) => earlier !== 'early').concat([[choice, reply]])))
    settle(props, reply)
  }
  // Solved another day, nobody knows by which answer: the readings may be others by now.
  if (solved && last !== 'right') return <></>
  return (
    <>
      <div class="answers" role="group" aria-labelledby={labelled}>
        {question.choices.map(choice => {
          const reply = tried.get(choice)
          const mark = reply === 'wrong' ? 'cross' : reply === 'right' ? 'tick' : null
          return (
            <button type="button" class={mark ? `is-${reply}` : ''} aria-disabled={over(choice)} onClick={() => answer(choice)}>
              {mark && <Mark name={mark} />}{text.choices?.[choice]}
            </button>
          )
        })}
      </div>
      {!solved && <Feedback reply={last} given="" text={text} words={words} />}
    </>
  )
}

/** A number, as a person writes it. After two tries the answer may be seen. */
function Measure(props: Of<'measure'>): JSX.Element {
  const { question, text, words, answered } = props
  const id = useId()
  const told = useRef<HTMLParagraphElement>(null)
  const [given, setGiven] = useState('')
  const [reply, setReply] = useState<Reply>()
  const [tries, setTries] = useState(0)
  const [shown, setShown] = useState<readonly number[] | null>(null)
  // The button that asked for it goes.
  useLayoutEffect(() => told.current?.focus(), [shown])
  if (isSolved(props)) return <></>
  const check = (event: Event): void => {
    event.preventDefault()
    const next = seen.peek() ? judgeNumber(question, given, seen.peek()!) : 'early'
    setReply(next)
    if (next !== 'early' && next !== 'unreadable') setTries(tries + 1)
    settle(props, next)
    if (isSolved(props)) answered()
  }
  const reveal = (): void => setShown(seen.peek() && numbersOf(question, seen.peek()!))
  return (
    <form class="measure" onSubmit={check}>
      <label for={id}>{words.answer}</label>
      <input
        id={id} type="text" inputMode="decimal" autocomplete="off" value={given} onInput={event => setGiven(event.currentTarget.value)}
      />
      {question.unit === 'percent' && <span aria-hidden="true">%</span>}
      <button type="submit">{words.check}</button>
      {tries >= 2 && !shown && <button type="button" onClick={reveal}>{words.show}</button>}
      <Feedback reply={shown ? undefined : reply} given={given.trim()} text={text} words={words} />
      {shown && <p class="feedback" role="status" ref={told} tabindex={-1}>{text.after(...shown.map(n => valueText(n)))}</p>}
    </form>
  )
}

/** Something to be done on the page, which sees by itself when it is. */
function Task(props: Of<'do'>): JSX.Element {
  const { story, question, text, words } = props
  const solved = isSolved(props)
  useSignalEffect(() => {
    const now = seen.value
    if (!now || progress.value.has(`${story}/${question.id}`) || !question.done(now)) return
    solve(story, question.id, numbersOf(question, now) ?? [])
  })
  return solved ? <></> : <p class="task"><span class="task-mark">{words.task}</span>{text.hint}</p>
}

function Feedback(props: Pick<Props, 'text' | 'words'> & { readonly reply: Reply | undefined; readonly given: string }): JSX.Element {
  const { reply, given, text, words } = props
  return <p class="feedback" role="status">{reply && reply !== 'right' && sentence(reply, given, text, words)}</p>
}

function sentence(reply: Exclude<Reply, 'right'>, given: string, text: QuestionText, words: StoriesWords): string {
  switch (reply) {
    case 'early': return `${words.early}${words.space}${text.first ?? ''}`
    case 'unreadable': case 'hundredfold': return words[reply]
    case 'wrong': return `${words.wrong}${words.space}${text.hint}`
    case 'high': case 'low': case 'inverse': return `${words[reply](given)}${words.space}${text.hint}`
    default: return reply satisfies never
  }
}
