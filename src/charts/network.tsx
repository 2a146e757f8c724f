import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { NetworkFigure } from './figure.ts'
import { layoutNetwork, type NetworkColumn, type NetworkKey, type NetworkLayout } from './network-layout.ts'
import { numberText } from './number.ts'
import { palette } from './palette.ts'
import { Picture, type PictureProps } from './svg-parts.tsx'
import { clean, fitWidth } from './text.ts'
import { englishWords } from './words.ts'

/** How a page takes part: the layer it speaks of, one under the pointer, one that was clicked. Layers are numbered from 1. */
export type NetworkProps = {
  readonly active?: number | null | undefined
  /** null once the pointer has left. */
  readonly onPoint?: ((layer: number | null) => void) | undefined
  readonly onLayer?: ((layer: number) => void) | undefined
}

function WiresView({ column }: { readonly column: NetworkColumn }): JSX.Element {
  return (
    <>
      {column.wires.map(w => (
        <path
          class={`ds-wire ds-wire${w.strength} ds-s${w.negative ? 1 : 0}`} d={w.path} stroke={palette[w.negative ? 1 : 0]}
          {...(w.negative ? { 'stroke-dasharray': '4 2' } : {})}
        />
      ))}
    </>
  )
}

function ColumnView(props: { readonly column: NetworkColumn; readonly layout: NetworkLayout; readonly font: number }): JSX.Element {
  const { column: c, layout, font } = props
  return (
    <g>
      {c.neurons && <path class="ds-cellbody" d={c.neurons} />}
      {c.missing && <path class="ds-cellbody ds-missing" d={c.missing} />}
      {c.positive && <path class="ds-bar ds-s0" d={c.positive} fill={palette[0]} />}
      {c.negative && <path class="ds-bar ds-s1" d={c.negative} fill={palette[1]} />}
      {c.name && <text class="ds-head" x={c.nameAt} y={font} text-anchor={c.nameEnds ? 'end' : 'middle'}>{c.name}</text>}
      {c.note && <text class="ds-tick" x={c.x} y={2 * font + 1} font-size={font - 2} text-anchor="middle">{c.note}</text>}
      {c.norm && (layout.turned ? (
        <text class="ds-strong" transform={`translate(${c.x},${layout.normAt})rotate(-90)`} dy=".35em" text-anchor="end">{c.norm}</text>
      ) : <text class="ds-strong" x={c.x} y={layout.normAt + font} text-anchor="middle">{c.norm}</text>)}
    </g>
  )
}

/** The inputs as one block, spread towards the first column. */
function InputsView(props: { readonly layout: NetworkLayout; readonly norm: string; readonly font: number }): JSX.Element {
  const { layout: l, norm, font } = props
  const { block } = l
  const first = l.columns[0]
  const right = block.x + block.width
  const middle = (block.top + block.bottom) / 2
  return (
    <g>
      {first && <path class="ds-fan" d={`M${right},${block.top}L${first.x},${first.top}V${first.bottom}L${right},${block.bottom}z`} />}
      <rect class="ds-inputs" x={block.x} y={block.top} width={block.width} height={block.bottom - block.top} rx={4} />
      <text class="ds-label" transform={`translate(${block.x + block.width / 2},${middle})rotate(-90)`} dy=".35em" text-anchor="middle">
        {fitWidth(block.name, block.bottom - block.top - 8, font)}
      </text>
      {l.columns.some(c => c.norm) && (
        <text class="ds-label" x={0} y={l.normAt + font}>{fitWidth(clean(norm, 40), block.width + 12, font)}</text>
      )}
    </g>
  )
}

/** What a bar's length and a line's dash mean. */
function Key({ of: { at: y, bar, text, signs } }: { readonly of: NetworkKey }): JSX.Element {
  return (
    <g>
      {bar > 0 && <path class="ds-error" d={`M2,${y}h${bar}M2,${y - 4}v8M${2 + bar},${y - 4}v8`} />}
      <text x={bar > 0 ? bar + 12 : 0} y={y} dy=".35em">{text}</text>
      {signs.map((sign, i) => (
        <g>
          <path
            class={`ds-wire ds-wire2 ds-s${i}`} d={`M${sign.at[0]},${sign.at[1]}h22`} stroke={palette[i]}
            {...(i === 1 ? { 'stroke-dasharray': '4 2' } : {})}
          />
          <text x={sign.at[0] + 28} y={sign.at[1]} dy=".35em">{sign.text}</text>
        </g>
      ))}
    </g>
  )
}

/** What the picture says, in words. */
export function describeNetwork(figure: NetworkFigure, words = englishWords): string {
  const layers = figure.layers.slice(0, 24).map(layer => {
    let [largest, sum, n] = [0, 0, 0]
    for (let k = 0; k < layer.values.length; k++) {
      const size = Math.abs(layer.values[k])
      if (!Number.isFinite(size)) continue
      largest = Math.max(largest, size)
      sum += size
      n++
    }
    const text = words.neuronsOfLayer(clean(layer.name, 60), n, numberText(n > 0 ? sum / n : 0), numberText(largest))
    return layer.norm === undefined ? text : words.withValue(text, clean(figure.norm ?? '‖δ‖', 40), numberText(layer.norm))
  })
  return [words.signedNeurons(clean(figure.unit, 60)), clean(figure.inputs, 60), ...layers].join(words.semicolon)
}

/** All that stays still while a pointer moves from layer to layer. */
function Still({ layout, norm, font }: { readonly layout: NetworkLayout; readonly norm: string; readonly font: number }): JSX.Element {
  return (
    <>
      <g>{layout.columns.map(c => <WiresView column={c} />)}</g>
      <g>
        <InputsView layout={layout} norm={norm} font={font} />
        {layout.columns.map(c => <ColumnView column={c} layout={layout} font={font} />)}
        <Key of={layout.key} />
      </g>
    </>
  )
}

/** The network at one width: the inputs as a block, columns of neurons with their bars and norms, lines of weights where they are given. */
export function NetworkPicture(props: PictureProps<NetworkFigure> & NetworkProps): JSX.Element {
  const { figure, size, id, words = englishWords, active, onPoint, onLayer } = props
  const { l, desc } = useMemo(() => ({ l: layoutNetwork(figure, size, words), desc: describeNetwork(figure, words) }), [
    figure, words, size.name, size.width, size.plotHeight, size.font
  ])
  const chosen = l.columns.find(c => c.layer === active)
  const [half, bottom] = [l.pitch / 2, l.key.at - 14]
  return (
    <Picture size={size} height={l.height} title={figure.title} desc={desc} id={id}>
      {chosen && <rect class="ds-active" x={chosen.x - half + 1} y={0} width={l.pitch - 2} height={bottom} rx={4} />}
      <Still layout={l} norm={figure.norm ?? '‖δ‖'} font={size.font} />
      {(onLayer || onPoint) && l.columns.map(c => (
        <rect
          class="ds-hit" x={c.x - half} y={0} width={l.pitch} height={bottom} fill="none" pointer-events="all"
          onClick={() => onLayer?.(c.layer)} onPointerEnter={() => onPoint?.(c.layer)} onPointerLeave={() => onPoint?.(null)}
        />
      ))}
    </Picture>
  )
}
