import { InputError, nearestName, shown } from '../errors/index.ts'
import type { Claim } from './claim.ts'
import { accuracyClaim } from './claim01-accuracy.ts'
import { barsClaim } from './claim02-bars.ts'
import { initialNormsClaim } from './claim03-norms.ts'
import { curvesClaim } from './claim04-curves.ts'
import { notDoneClaim } from './claim05-not-done.ts'
import { unsaidClaim } from './claim06-unsaid.ts'
import { noiseClaim } from './claim07-noise.ts'
import { chainClaim } from './claim08-chain.ts'
import { backpropagationClaim } from './claim09-backpropagation.ts'
import { prevalenceClaim } from './claim10-prevalence.ts'
import { identityClaim } from './claim11-identity.ts'
import { predictedClaim } from './claim12-predicted.ts'
import { phaseClaim } from './claim13-phase.ts'
import { jacobianClaim } from './claim14-jacobian.ts'
import { firstLayerClaim } from './claim15-first-layer.ts'
import { saturationClaim } from './claim18-saturation.ts'
import { freezeClaim } from './claim16-freeze.ts'
import { momentumClaim } from './claim19-momentum.ts'
import { identityLayersClaim } from './claim17-identity-layers.ts'
import { curesClaim } from './claim20-cures.ts'

/** The chapter's claims in the order of the report. */
export const claims: readonly Claim[] = [
  accuracyClaim,
  barsClaim,
  initialNormsClaim,
  curvesClaim,
  notDoneClaim,
  unsaidClaim,
  noiseClaim,
  chainClaim,
  backpropagationClaim,
  prevalenceClaim,
  identityClaim,
  predictedClaim,
  phaseClaim,
  jacobianClaim,
  firstLayerClaim,
  freezeClaim,
  identityLayersClaim,
  saturationClaim,
  momentumClaim,
  curesClaim
]

/** The claims asked for by id or number, in the report's order; all of them for no names. An unknown name is the caller's mistake. */
export function claimsNamed(names: readonly string[] = []): readonly Claim[] {
  if (names.length === 0) return claims
  const ids = claims.map(c => c.id)
  const wanted = new Set(
    names.map(name => {
      const found = claims.find(c => c.id === name || String(c.number) === name)
      if (found) return found.id
      const near = nearestName(name, ids)
      throw new InputError({
        code: 'usage',
        where: 'only',
        expected: `a claim's number (1 to ${claims.at(-1)!.number}) or name (${ids.join(', ')})`,
        got: shown(name),
        ...(near ? { remedy: `Did you mean ${near}?` } : {})
      })
    })
  )
  return claims.filter(c => wanted.has(c.id))
}
