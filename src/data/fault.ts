import { InputError } from '../errors/index.ts'

/** File names come from strangers' documents: the error stays one line whatever they hold. */
function printable(where: string): string {
  return where.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '�')
}

/** A file that cannot be read as what it should be. `where` is the file's name, with line, byte or index when known. */
export function fileFault(where: string, expected: string, got: string, remedy?: string): InputError {
  return new InputError({ code: 'file', where: printable(where), expected, got, ...(remedy === undefined ? {} : { remedy }) })
}

/** A request that the data cannot serve: more rows than there are, another number of classes than the network's outputs. */
export function dataFault(where: string, expected: string, got: string, remedy?: string): InputError {
  return new InputError({ code: 'data', where: printable(where), expected, got, ...(remedy === undefined ? {} : { remedy }) })
}

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
