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
