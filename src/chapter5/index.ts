export { chapter5, type Chapter5Options, type Chapter5Result, type RunAll, type RunStore } from './chapter5.ts'
export { defaultBudget, fullBudget, type Budget, type Claim, type ClaimDefinition, type Judgement, type PlannedRun } from './claim.ts'
export { claims, claimsNamed } from './claims.ts'
