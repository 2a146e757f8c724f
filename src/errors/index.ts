export { InputError, shown, type ErrorCode, type Mistake } from './input-error.ts'
export { nearestName } from './nearest.ts'
export { readBytes } from './read-bytes.ts'
