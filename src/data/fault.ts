import { InputError } from '../errors/index.ts'

/** A file that cannot be read as what it should be. `where` is the file's name, with line, byte or index when known. */
export function fileFault(where: string, expected: string, got: string, remedy?: string): InputError {
  return new InputError({ code: 'file', where, expected, got, remedy })
}

/** A request that the data cannot serve: more rows than there are, another number of classes than the network's outputs. */
export function dataFault(where: string, expected: string, got: string, remedy?: string): InputError {
  return new InputError({ code: 'data', where, expected, got, remedy })
}
