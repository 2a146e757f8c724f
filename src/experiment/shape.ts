import { PATHS } from './paths.ts'
import { brief, briefKey, didYouMean, type Problem } from './problem.ts'

/**
 * Reads a value at a path as a T: a new value, and a problem for everything in the input that is not of the shape. What comes back is
 * a T only if no problem was added.
 */
export type Shape<T> = (input: unknown, where: string, problems: Problem[]) => T
/** A field that must be there; `missing` says what is expected when it is not. All others may be left out. */
export interface Needed<T> {
  readonly shape: Shape<T>
  readonly missing: string
}
type Fields = Readonly<Record<string, Shape<unknown> | Needed<unknown>>>
type Flat<T> = { [K in keyof T]: T[K] }
type RecordOf<F extends Fields> = Flat<
  { -readonly [K in keyof F as F[K] extends Needed<unknown> ? K : never]: F[K] extends Needed<infer T> ? T : never } &
  { -readonly [K in keyof F as F[K] extends Needed<unknown> ? never : K]?: (F[K] extends Shape<infer T> ? T : never) | undefined }
>

/** What a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never

export const needed = <T>(shape: Shape<T>, missing: string): Needed<T> => ({ shape, missing })

const refused = (where: string, expected: string, input: unknown, names: readonly string[] = []): Problem =>
  ({ where: where || 'experiment', expected, got: brief(input), remedy: didYouMean(input, names) })
const namesText = (names: readonly string[]): string => `one of ${names.join(', ')}`
const below = (where: string, key: string): string => (where === '' ? briefKey(key) : `${where}.${briefKey(key)}`)

/** A plain record: not null, an array, a Map, a Date, … */
export const isRecord = (x: unknown): x is Record<string, unknown> => Object.prototype.toString.call(x) === '[object Object]'

/** Whatever passes the test; `expected` says in words what does. */
export const value = <T>(expected: string, ok: (input: unknown) => boolean): Shape<T> => (input, where, problems) => {
  if (!ok(input)) problems.push(refused(where, expected, input))
  return input as T
}

/** A finite number. Adding 0 turns −0 into 0, which JSON and URLs cannot tell apart. */
export const number = (expected: string, ok: (x: number) => boolean): Shape<number> => (input, where, problems) => {
  if (typeof input === 'number' && Number.isFinite(input) && ok(input)) return input + 0
  problems.push(refused(where, expected, input))
  return NaN
}

/** One of these names. */
export const oneOf = <const Name extends string>(names: readonly Name[]): Shape<Name> => (input, where, problems) => {
  if (!(names as readonly unknown[]).includes(input)) problems.push(refused(where, namesText(names), input, names))
  return input as Name
}

/** A list of `low` to `high` items, each of the shape. */
export const list = <T>(item: Shape<T>, low: number, high: number, expected: string): Shape<T[]> => (input, where, problems) => {
  if (Array.isArray(input) && input.length >= low && input.length <= high) {
    return Array.from(input, (entry, i) => item(entry, `${where}[${i}]`, problems))
  }
  problems.push(refused(where, expected, input))
  return []
}

/** A record with these keys and no others. Reads no other key, and of several that do not belong names the first. */
export function record<const F extends Fields>(fields: F): Shape<RecordOf<F>> {
  const keys = Object.keys(fields)
  return (input, where, problems) => {
    const output: Record<string, unknown> = {}
    if (!isRecord(input)) {
      problems.push(refused(where, `a record with the keys ${keys.join(', ')}`, input))
      return output as RecordOf<F>
    }
    for (const key of keys) {
      const field = fields[key]!
      const there = key in input
      if (typeof field !== 'function' && !there) {
        problems.push({ where: below(where, key), expected: field.missing, got: 'nothing' })
      } else if (typeof field !== 'function' || (there && input[key] !== undefined)) {
        output[key] = (typeof field === 'function' ? field : field.shape)(input[key], below(where, key), problems)
      }
    }
    for (const key in input) {
      if (Object.hasOwn(fields, key)) continue
      problems.push(strangeKey(key, where, keys))
      break
    }
    return output as RecordOf<F>
  }
}

function strangeKey(key: string, where: string, keys: readonly string[]): Problem {
  const path = below(where, key)
  const homes = PATHS.filter(known => known.slice(known.lastIndexOf('.') + 1) === key)
  const home = homes.length === 1 ? homes[0] : undefined
  // A key that stands in its own record is one of another kind's: momentum under adam.
  const remedy = didYouMean(key, keys) ?? (home === path ? `Another kind of ${path.split('.').at(-2)} has it.` : home && `Did you mean "${home}"?`)
  return { where: path, expected: `${namesText(keys)} as the key`, got: `the unknown key ${brief(key)}`, remedy }
}

/** Of every kind of a union its fields, without the kind. */
type Kinds = Readonly<Record<string, Fields>>
type OfKinds<K extends Kinds> = { [Name in keyof K & string]: Flat<{ kind?: Name | undefined } & RecordOf<K[Name]>> }[keyof K & string]

/** A record of one of these kinds, or of the kind `usual` when it names none. */
export function byKind<const K extends Kinds>(usual: keyof K & string, kinds: K): Shape<OfKinds<K>> {
  const shapes = Object.fromEntries(Object.entries(kinds).map(([name, fields]) => [name, record({ kind: oneOf([name]), ...fields })]))
  const kind = oneOf(Object.keys(kinds))
  return (input, where, problems) => {
    const named = isRecord(input) ? (input['kind'] ?? usual) : undefined
    if (typeof named === 'string' && Object.hasOwn(shapes, named)) return shapes[named]!(input, where, problems) as OfKinds<K>
    if (isRecord(input)) kind(named, below(where, 'kind'), problems)
    else problems.push(refused(where, 'a record with a kind', input))
    return input as OfKinds<K>
  }
}
