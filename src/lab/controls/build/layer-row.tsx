import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import type { Mistake } from '../../../errors/index.ts'
import { LIMITS } from '../../../experiment/index.ts'
import { controlWords } from '../../words/controls.ts'
import { grant, set, tried } from '../edit/desk.ts'
import { withLayerRemoved, withWidth } from '../edit/layers.ts'
import { stopAt, WIDTHS } from '../edit/scales.ts'
import { MistakeText } from '../mistake-text.tsx'
import { useDraft } from './draft.ts'
import { letGo } from './number-field.tsx'

const PATH = 'network.layers'

interface Props {
  readonly layer: number
  readonly depth: number
  readonly width: number
  readonly layers: readonly number[]
  readonly lifted: boolean
  readonly lift: (layer: number, pointer: number) => void
  readonly move: (from: number, to: number) => void
}

/** One hidden layer: a grip for its place, a bar for its width, the width as a number. */
export function LayerRow(props: Props): JSX.Element {
  const { layer, width, layers, lifted } = props
  const w = controlWords.value.network
  return (
    <li class={lifted ? 'lifted' : ''}>
      <Grip {...props} />
      <span class="nth" aria-hidden="true">{layer}</span>
      <input
        type="range" class="bar" min={0} max={WIDTHS.length - 1} step={1} value={stopAt(WIDTHS, width)}
        style={{ '--fill': `${(100 * stopAt(WIDTHS, width)) / (WIDTHS.length - 1)}%` }}
        aria-label={w.widthDrag(layer)} aria-valuetext={w.neurons(width)}
        onInput={event => set([[PATH, withWidth(layers, layer, WIDTHS[event.currentTarget.valueAsNumber]!)]], true)} onChange={grant}
      />
      <WidthNumber {...props} />
      <button type="button" class="bare" aria-label={w.remove(layer)} onClick={event => remove(event.currentTarget, layer, layers)}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
      </button>
    </li>
  )
}

/** The focus goes to the layer that takes its place, or the one before; to the button that adds one where none is left. */
function remove(button: HTMLElement, layer: number, layers: readonly number[]): void {
  const panel = button.closest('.layers')
  set([[PATH, withLayerRemoved(layers, layer)]])
  requestAnimationFrame(() => {
    const left = panel?.querySelectorAll<HTMLElement>('.rows .bare:not(.grip)') ?? []
    const next = left[Math.min(layer, left.length) - 1] ?? panel?.querySelector<HTMLElement>('.small')
    next?.focus()
  })
}

function WidthNumber({ layer, width, layers }: Props): JSX.Element {
  const w = controlWords.value.network
  const id = useId()
  const [typed, setTyped] = useDraft(width)
  const faultOf = (n: number): Mistake | null => {
    const next = tried([[PATH, withWidth(layers, layer, n)]])
    return next.kind === 'mistaken' ? next.mistake : null
  }
  const wrong = typed === null ? null : typed === '' ? controlWords.value.wholeFrom(1, LIMITS.parameters) : faultOf(Number(typed))
  return (
    <>
      <input
        type="number" class="amount" min={1} step={1} value={typed ?? width} aria-label={w.width(layer)}
        aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? id : undefined} onWheel={letGo}
        onInput={event => setTyped(event.currentTarget.validity.badInput ? '' : event.currentTarget.value)}
        onChange={event => {
          const n = event.currentTarget.valueAsNumber
          if (Number.isNaN(n) || faultOf(n)) return
          setTyped(null)
          set([[PATH, withWidth(layers, layer, n)]])
        }}
      />
      {wrong && <p class="wrong" id={id} role="alert">{typeof wrong === 'string' ? wrong : <MistakeText mistake={wrong} brief />}</p>}
    </>
  )
}

/** Moves its layer: dragged, or by the arrow keys while it has the focus. */
function Grip({ layer, depth, lift, move }: Props): JSX.Element {
  return (
    <button
      type="button" class="bare grip" disabled={depth < 2} aria-label={controlWords.value.network.move(layer, depth)}
      title={controlWords.value.network.move(layer, depth)}
      onPointerDown={event => lift(layer, event.pointerId)}
      onKeyDown={event => {
        const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
        if (by === 0) return
        event.preventDefault()
        move(layer, layer + by)
      }}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6 3v.01M10 3v.01M6 8v.01M10 8v.01M6 13v.01M10 13v.01" /></svg>
    </button>
  )
}
