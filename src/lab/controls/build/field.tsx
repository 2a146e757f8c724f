import type { ComponentChildren, JSX } from 'preact'
import type { Mistake } from '../../../errors/index.ts'
import { isLive } from '../edit/live.ts'
import type { Path } from '../edit/repairs.ts'
import { controlWords } from '../../words/controls.ts'
import { MistakeText } from '../mistake-text.tsx'

/** One control with its label; what is wrong stands below it. */
export function Field(props: {
  readonly id: string
  readonly path: Path
  readonly label: string
  /** The letter in formulas. */
  readonly sign?: string | undefined
  readonly wrong?: Mistake | string | null
  /** A quiet line below. */
  readonly says?: string | undefined
  readonly class?: string
  /** Chooses between kinds, which no run changes on its way even where it changes the number. */
  readonly kinds?: boolean
  readonly children: ComponentChildren
}): JSX.Element {
  const { id, path, label, sign, wrong, says } = props
  return (
    <div class={`field ${props.class ?? ''}`} data-path={path}>
      <label for={id}>{label}{sign && <> <span class="sign">{sign}</span></>} {!props.kinds && <Tag path={path} />}</label>
      {props.children}
      {says && <p class="hint" id={`${id}-says`}>{says}</p>}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`} role="alert">{typeof wrong === 'string' ? wrong : <MistakeText mistake={wrong} brief />}</p>
      )}
    </div>
  )
}

/** Says beside a control whether it changes a run on its way; fieldsets say so for all the others. */
export function Tag({ path }: { readonly path: Path }): JSX.Element | null {
  if (!path.startsWith('training.')) return null
  const w = controlWords.value
  return isLive(path) ? <span class="tag live" title={w.liveSays}>{w.live}</span> : null
}

/** Ids of what describes a control, or none. */
export function describedBy(id: string, says: unknown, wrong: unknown): { 'aria-describedby'?: string } {
  const ids = [...(wrong ? [`${id}-wrong`] : []), ...(says ? [`${id}-says`] : [])]
  return ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}
}
