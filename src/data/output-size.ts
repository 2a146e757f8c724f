import type { InputError } from '../errors/index.ts'
import { dataFault } from './fault.ts'

/** What to say of a number of outputs that is none. In a file of its own, which is imported only to say it. */
export const badOutputSize = (outputSize: number): InputError => dataFault('outputSize', 'a whole number, 1 or more', String(outputSize))
