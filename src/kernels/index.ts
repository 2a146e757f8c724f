export type * from './contract.ts'
export { createKernel, type KernelRequest } from './create.ts'
export { missingCapability, serveKernel, usesWideBuilds, useWideBuilds } from './wasm/compile.ts'
export { activationFunctions } from './reference/activations.ts'
