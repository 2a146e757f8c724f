import { dataFault } from './fault.ts'

/** The most bytes any one array or unpacked file may take: 2 GiB. */
export const BYTE_LIMIT = 2 ** 31

/** A non-negative whole number of examples, or an InputError naming `where`. */
export function checkCount(where: string, count: number, most: number, what: string): void {
  if (!Number.isSafeInteger(count) || count < 0) throw dataFault(where, 'a whole number, 0 or more', String(count))
  if (count > most) throw dataFault(where, `at most ${most} (${what})`, String(count))
}

/** Refuses an array of count·width float32 before it is allocated. */
export function checkFloats(where: string, count: number, width: number): void {
  if (!(count * width * 4 <= BYTE_LIMIT)) {
    throw dataFault(where, 'an array of at most 2 GiB', `${count} rows of ${width} float32 values`, 'Ask for fewer examples')
  }
}
