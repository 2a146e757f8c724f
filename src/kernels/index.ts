export type * from './contract.ts'
export { createKernel, type KernelRequest } from './create.ts'
export { missingCapability } from './wasm/compile.ts'
