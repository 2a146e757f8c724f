import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { toUrl } from '../../../experiment/index.ts'
import { controlWords } from '../../words/controls.ts'
import { grant, refused, set, shown } from '../edit/desk.ts'
import { withDepth, withLayerAdded, withLayerMoved } from '../edit/layers.ts'
import { MistakeText } from '../mistake-text.tsx'
import { DepthField } from './depth-field.tsx'
import { LayerRow } from './layer-row.tsx'
import { TextField } from './text-field.tsx'

/** Beyond so many hidden layers a list is no help; a text is. */
const MOST_ROWS = 12
const PATH = 'network.layers'

/** The widths of the layers: bars to drag, numbers to type, rows to move. */
export function Layers(): JSX.Element {
  const w = controlWords.value.network
  const { layers } = shown.value.network
  const depth = layers.length - 2
  const wrong = refused.value?.path === PATH ? refused.value.mistake : null
  return (
    <div class="layers" data-path={PATH}>
      <DepthField depth={depth} take={n => set([[PATH, withDepth(layers, n)]])} />
      {depth > MOST_ROWS ? <p class="hint">{w.many(depth)}</p> : <Rows layers={layers} />}
      {depth < MOST_ROWS && <button type="button" class="small" onClick={() => set([[PATH, withLayerAdded(layers)]])}>{w.add}</button>}
      {depth > MOST_ROWS && <LayersText />}
      {wrong && <p class="wrong" role="alert"><MistakeText mistake={wrong} brief /></p>}
    </div>
  )
}

/** All widths in the notation of links. */
export function LayersText(): JSX.Element {
  const w = controlWords.value.network
  return <TextField path={PATH} label={w.text} says={w.textSays} value={/net=([^&]*)/.exec(toUrl(shown.value))![1]!} />
}

function Rows({ layers }: { readonly layers: readonly number[] }): JSX.Element {
  const w = controlWords.value.network
  const list = useRef<HTMLOListElement>(null)
  const [lifted, setLifted] = useState<number | null>(null)
  const depth = layers.length - 2
  const move = (from: number, to: number): void => {
    if (to < 1 || to > depth || to === from) return
    set([[PATH, withLayerMoved(layers, from, to)]], true)
    // The grip that a hand or the keyboard holds goes with its layer.
    list.current?.querySelectorAll<HTMLElement>('.grip')[to - 1]?.focus()
  }
  // Rows are drawn by their place, so the list holds the pointer, not the row that it took.
  const lift = (layer: number, pointer: number): void => {
    list.current?.setPointerCapture(pointer)
    setLifted(layer)
  }
  const drag = (y: number): void => {
    if (lifted === null) return
    const below = [...(list.current?.children ?? [])].findIndex(row => y < row.getBoundingClientRect().bottom)
    const to = below < 0 ? depth : below + 1
    if (to === lifted) return
    setLifted(to)
    move(lifted, to)
  }
  const drop = (): void => {
    setLifted(null)
    if (lifted !== null) grant()
  }
  return (
    <>
      <p class="end">{w.inputs(layers[0]!)}</p>
      <ol ref={list} class="rows" onPointerMove={event => drag(event.clientY)} onPointerUp={drop} onPointerCancel={drop}>
        {layers.slice(1, -1).map((width, i) => (
          <LayerRow layer={i + 1} depth={depth} width={width} layers={layers} lifted={lifted === i + 1} lift={lift} move={move} />
        ))}
      </ol>
      <p class="end">{w.outputs(layers.at(-1)!)}</p>
    </>
  )
}
