import type { Frame, FrameLayer, Histogram } from '../../player/index.ts'
import type { Moment } from './moment.ts'

/** A moment whose readings are `values['quantity/layer']`. */
export const moment = (layers: number, values: Readonly<Record<string, number>>, epoch = 1): Moment =>
  ({ step: epoch, epoch, layers, value: (quantity, layer) => values[`${quantity}/${layer}`] ?? NaN })

/** Readings of one quantity, layer 1 first. */
export const readings = (quantity: string, ...values: readonly number[]): Record<string, number> =>
  Object.fromEntries(values.map((value, i) => [`${quantity}/${i + 1}`, value]))

export const histogram = (low: number, high: number, ...counts: readonly number[]): Histogram =>
  ({ low, high, counts: Uint32Array.from(counts), nonFinite: 0 })

export const frameLayer = (...deltaMean: readonly number[]): FrameLayer => ({
  units: deltaMean.length, deltaMean: Float64Array.from(deltaMean), weights: null, readings: {},
  weightedInput: histogram(-4, 4, 1, 2, 2, 1), activation: histogram(0, 1, 1, 1), slope: histogram(0, 0.25, 0, 4)
})

export const frame = (...layers: readonly FrameLayer[]): Frame => ({ step: 0, epoch: 0, layers })
