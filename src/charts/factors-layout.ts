import { type AxisLayout, layoutAxis, tickRoom } from './axis.ts'
import type { Factor, FactorsFigure } from './figure.ts'
import { numberText } from './number.ts'
import { rowMargins } from './ridges.tsx'
import { labelsAcross, labelsUp, type Plot, type Size } from './size.ts'
import { clean, fitWidth } from './text.ts'

/** The most factors drawn; the table has more. */
const mostFactors = 60
/** A column narrower than this cannot hold a name: then factors stand one below the other. */
const leastColumn = 62

/** A factor in px. `p` runs along the factors, `v` along the logarithmic axis: across and up in columns, down and across in rows. */
export type Step = {
  readonly name: string
  readonly value: string
  /** The running product behind this factor. */
  readonly running: string
  readonly of: 'slope' | 'weight' | 'result'
  readonly p: number
  /** From the running product before to the one behind; undefined where it has no place. */
  readonly from: number | undefined
  readonly to: number | undefined
}

export type FactorsLayout = {
  readonly plot: Plot
  readonly height: number
  /** Factors as columns over a vertical axis; else as rows over a horizontal one. */
  readonly columns: boolean
  readonly axis: AxisLayout
  /** Factors in order, then their product. */
  readonly steps: readonly Step[]
  /** px along the factors that one takes. */
  readonly pitch: number
  readonly one: number | undefined
}

/** 1, f₁, f₁f₂, …: one more entry than factors. */
export function runningProducts(factors: readonly Factor[]): number[] {
  const products = [1]
  for (const { value } of factors) products.push(products.at(-1)! * value)
  return products
}

function stepsOf(
  factors: readonly Factor[], products: readonly number[], axis: AxisLayout, at: (i: number) => number, room: number, font: number
): Step[] {
  const place = (v: number): number | undefined => axis.place(Math.abs(v))
  const steps = factors.map((f, i): Step => ({
    name: fitWidth(clean(f.name, 40), room, font), value: numberText(f.value, 3), running: numberText(products[i + 1], 2),
    of: f.of ?? 'weight', p: at(i), from: place(products[i]), to: place(products[i + 1])
  }))
  const result = products.at(-1)!
  const end = place(result)
  return [...steps, { name: '=', value: numberText(result, 3), running: '', of: 'result', p: at(factors.length), from: end, to: end }]
}

/** Lays a product out: columns with a box for every factor where they are wide enough, else rows. */
export function layoutFactors(figure: FactorsFigure, size: Size): FactorsLayout {
  const factors = figure.factors.slice(0, mostFactors)
  const products = runningProducts(factors)
  const sizes = products.map(Math.abs)
  const { font, width } = size
  const count = factors.length + 1
  const scale = 'log'
  if ((width - 60) / count >= leastColumn) {
    const top = 4 * font + 44
    const bottom = top + size.plotHeight
    const axis = layoutAxis(sizes, { scale, from: bottom, to: top, labels: labelsUp(size), tidy: true })
    const plot = { left: tickRoom(axis, font) + 12, right: width, top, bottom }
    const pitch = Math.min(150, (plot.right - plot.left) / count)
    const steps = stepsOf(factors, products, axis, i => plot.left + (i + 0.5) * pitch, pitch - 20, font)
    const right = plot.left + count * pitch
    return { plot: { ...plot, right }, height: bottom + 8, columns: true, axis, steps, pitch, one: axis.place(1) }
  }
  const numbers = [...factors.map(f => f.value), products.at(-1)!].map(v => numberText(v, 3))
  const [left, right] = rowMargins(factors.map(f => f.name), numbers, size)
  const pitch = 26
  const plot = { left, right, top: 4, bottom: 4 + count * pitch }
  const axis = layoutAxis(sizes, { scale, from: left, to: right, labels: labelsAcross(size), tidy: true })
  const steps = stepsOf(factors, products, axis, i => plot.top + (i + 0.5) * pitch, left - 10, font)
  return { plot, height: plot.bottom + 2 * font + 22, columns: false, axis, steps, pitch, one: axis.place(1) }
}
