import type { Check, Subject } from './cases.ts'
import { faultsAreFound } from './faults.ts'
import { againstReference, equationsHold, sumsMatchSnapshot } from './networks.ts'
import { passesBehave } from './passes.ts'
import { rangeHolds } from './range.ts'
import { frozenLayersStay, statesResume, trackedNormsHold, trackingChangesNothing, updateNormIsTracked, updatesMatch } from './updates.ts'
import { waysAgree } from './ways.ts'

export type { Check, Subject } from './cases.ts'

/**
 * The kernel contract as a list of checks, the same for every implementation: whole passes and updates against the reference,
 * reductions against naive twins, range, non-finite values, stop and resume. It knows no test framework, so that it runs in
 * vitest, in a browser, and wherever else a kernel does.
 */
export const kernelContract = (subject: Subject): Check[] => [
  ...againstReference(subject),
  ...sumsMatchSnapshot(subject),
  ...equationsHold(subject),
  ...passesBehave(subject),
  ...updatesMatch(subject),
  ...updateNormIsTracked(subject),
  ...trackingChangesNothing(subject),
  ...trackedNormsHold(subject),
  ...frozenLayersStay(subject),
  ...statesResume(subject),
  ...waysAgree(subject),
  ...rangeHolds(subject),
  ...faultsAreFound(subject)
]
