import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { LIMITS } from '../../../experiment/index.ts'
import { controlWords } from '../../words/controls.ts'
import { useDraft } from './draft.ts'
import { letGo } from './number-field.tsx'

/** How many hidden layers: new ones are like the last. */
export function DepthField({ depth, take }: { readonly depth: number; readonly take: (depth: number) => void }): JSX.Element {
  const id = useId()
  const [typed, setTyped] = useDraft(depth)
  const most = LIMITS.layers - 1
  const isDepth = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= most
  const wrong = typed !== null && !isDepth(Number(typed || NaN))
  return (
    <div class="field">
      <label for={id}>{controlWords.value.network.depth}</label>
      <input
        type="number" id={id} class="amount" min={0} max={most} step={1} value={typed ?? depth} aria-invalid={wrong ? true : undefined}
        onWheel={letGo}
        onInput={event => setTyped(event.currentTarget.validity.badInput ? '' : event.currentTarget.value)}
        onChange={event => {
          const n = event.currentTarget.valueAsNumber
          if (!isDepth(n)) return
          setTyped(null)
          take(n)
        }}
        {...(wrong ? { 'aria-describedby': `${id}-wrong` } : {})}
      />
      {wrong && <p class="wrong" id={`${id}-wrong`} role="alert">{controlWords.value.wholeFrom(0, most)}</p>}
    </div>
  )
}
