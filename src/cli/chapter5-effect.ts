import { claims, defaultBudget, type Budget, type Claim } from '../chapter5/index.ts'
import { usage } from './exit.ts'

/** Refuses an option that changes a budget, but no run of the claims asked for. */
export function checkEffect(option: string, change: Partial<Budget>, asked: readonly Claim[]): void {
  const runs = (claim: Claim, budget: Budget): string => JSON.stringify(claim.experiments(budget))
  const changes = (claim: Claim): boolean => runs(claim, defaultBudget) !== runs(claim, { ...defaultBudget, ...change })
  if (asked.some(changes)) return
  const names = claims.filter(changes).map(({ id }) => id).join(', ')
  throw usage(option, `a claim that it changes (${names})`, `--only ${asked.map(({ id }) => id).join(',')}`, 'Leave it out')
}
