import type { TrainingChange, TrainingSpec } from './document.ts'
import * as LIMITS from './limits.ts'
import type { FieldType } from './paths.ts'
import { brief, mistake } from './problem.ts'

function refuseText(where: string, expected: string, text: string): never {
  throw mistake({ where, expected, got: text === '' ? 'an empty text' : brief(text) })
}

/** 1e+21 loses its plus sign, which means a space in a query. */
const numberText = (x: number): string => String(x).replace('+', '')

function numberFrom(text: string, where: string): number {
  const plain = text.replace(/e /i, 'e+') // a plus sign typed by hand means a space in a query
  if (!/^-?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(plain)) refuseText(where, 'a number, such as 0.1 or 1e-8', text)
  return Number(plain)
}

/** Runs of four equal widths or more as width×count: 784-30x100-10. */
function layersText(layers: readonly number[]): string {
  const parts: string[] = []
  for (let i = 0; i < layers.length; ) {
    let end = i
    while (end < layers.length && layers[end] === layers[i]) end++
    if (end - i >= 4) parts.push(`${layers[i]}x${end - i}`)
    else parts.push(...layers.slice(i, end).map(String))
    i = end
  }
  return parts.join('-')
}

/** Widths from 784-30-30-10 or 784-30x100-10; counts are added up before anything is allocated. */
function layersFrom(text: string, where: string, longest: number): number[] {
  const layers: number[] = []
  for (const part of text.split('-', longest + 1)) {
    const match = /^(\d{1,15})(?:x(\d{1,15}))?$/i.exec(part)
    if (!match) refuseText(where, 'widths such as 784-30-30-10, or 784-30x100-10 for a hundred layers of 30', text)
    const count = Number(match[2] ?? 1)
    if (count < 1 || layers.length + count > longest) refuseText(where, `at most ${longest} layers and no empty run`, text)
    for (let i = 0; i < count; i++) layers.push(Number(match[1]))
  }
  return layers
}

function flagFrom(text: string, where: string): boolean {
  if (text === '1' || text === 'true') return true
  return text === '0' || text === 'false' ? false : refuseText(where, '1 or 0', text)
}

function momentumText(momentum: number | { readonly max?: number }): string {
  if (typeof momentum === 'number') return numberText(momentum)
  return momentum.max === undefined ? 'sutskever' : `sutskever:${numberText(momentum.max)}`
}

function momentumFrom(text: string, where: string): unknown {
  if (!text.startsWith('sutskever')) return numberFrom(text, where)
  if (text === 'sutskever') return { kind: 'sutskever' }
  const [, max] = /^sutskever:(.*)$/.exec(text) ?? refuseText(where, 'a number or sutskever:0.99', text)
  return { kind: 'sutskever', max: numberFrom(max!, where) }
}

const clippingText = (clipping: TrainingSpec['gradientClipping']): string =>
  (clipping ? `${clipping.kind}:${numberText(clipping.limit)}` : 'none')

function clippingFrom(text: string, where: string): unknown {
  if (text === 'none') return null
  const [, kind, limit] = /^(norm|value):(.*)$/.exec(text) ?? refuseText(where, 'none, norm:1 or value:0.5', text)
  return { kind, limit: numberFrom(limit!, where) }
}

const CHANGED = { lr: 'learningRate', mom: 'momentum', l2: 'l2' } as const

/** 100:lr:0.5,200:mom:0.9:l2:0 */
function changesFrom(text: string, where: string): unknown {
  if (text === 'none') return []
  return text.split(',', LIMITS.changes + 1).map(part => {
    const [step, ...rest] = part.split(':', 8)
    const change: Record<string, number> = { step: numberFrom(step!, where) }
    for (let i = 0; i < rest.length; i += 2) {
      const name = Object.hasOwn(CHANGED, rest[i]!) ? CHANGED[rest[i] as keyof typeof CHANGED] : undefined
      if (!name || name in change || i + 1 === rest.length) {
        refuseText(where, 'an update and its new lr, mom or l2, such as 100:lr:0.5:l2:0', part)
      }
      change[name] = numberFrom(rest[i + 1]!, where)
    }
    return change
  })
}

function changesText(changes: readonly TrainingChange[]): string {
  const keys = Object.entries(CHANGED)
  return changes.map(change => [numberText(change.step), ...keys.flatMap(([key, name]) => {
    const value = change[name]
    return value === undefined ? [] : [key, numberText(value)]
  })].join(':')).join(',')
}

const everyText = ({ epochs, steps }: { readonly epochs?: number; readonly steps?: number }): string =>
  (steps === undefined ? `${epochs}epochs` : `${steps}steps`)

function everyFrom(text: string, where: string): unknown {
  const [, count, unit] = /^(\d{1,15})(epochs?|steps?)?$/.exec(text) ?? refuseText(where, '5epochs or 10steps', text)
  return unit?.startsWith('step') ? { steps: Number(count) } : { epochs: Number(count) }
}

interface Codec {
  /** Percent-encoded where it may hold anything. */
  readonly write: (value: never) => string
  readonly read: (text: string, where: string, longest: number) => unknown
}

const word: Codec = { write: (value: string) => encodeURIComponent(value), read: text => text }
const CODECS: Readonly<Record<FieldType, Codec>> = {
  number: { write: numberText, read: numberFrom },
  text: word,
  name: word,
  flag: { write: (value: boolean) => (value ? '1' : '0'), read: flagFrom },
  layers: { write: layersText, read: layersFrom },
  names: { write: (value: readonly string[]) => value.join(',') || 'none', read: text => (text === 'none' ? [] : text.split(',', 100)) },
  momentum: { write: momentumText, read: momentumFrom },
  clipping: { write: clippingText, read: clippingFrom },
  changes: { write: changesText, read: changesFrom },
  every: { write: everyText, read: everyFrom }
}

/** The text of a field's value. */
export const writeValue = (type: FieldType, value: unknown): string => CODECS[type].write(value as never)

/** The value of a field's decoded text, of the right shape; its range and its names are `resolve`'s to check. */
export const readValue = (type: FieldType, text: string, where: string, longest: number): unknown => CODECS[type].read(text, where, longest)
