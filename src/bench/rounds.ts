import type { Contestant } from './contestant.ts'

/** How often and how long. */
export interface Plan {
  readonly rounds: number
  /** Of one round of one contestant. */
  readonly seconds: number
}

/** What one contestant did: a rate for every round, NaN for a round it could not finish. */
export interface Rates {
  readonly id: string
  readonly name: string
  readonly threads: number
  /** Steps in one round; the same in all of them. */
  readonly steps: number
  /** [rounds] steps a second. */
  readonly rates: readonly number[]
  /** Why there are no more rates. */
  readonly failure?: string
}

interface Running {
  readonly contestant: Contestant
  readonly rates: number[]
  steps: number
  failure?: string
}

/**
 * Everyone in turn, round after round, each other round in reverse: a round of one contestant and of the next are adjacent in
 * time, so that a machine that slows down slows both. Each begins with a warm-up that also finds how many steps fill a round.
 * A contestant that fails drops out with its reason; the others go on. While `more` says so there are up to three times as many rounds.
 */
export async function alternate(
  contestants: readonly Contestant[], plan: Plan, more: (soFar: readonly Rates[]) => boolean = () => false
): Promise<Rates[]> {
  const running = contestants.map((contestant): Running => ({ contestant, rates: [], steps: 0 }))
  for (const one of running) await attempt(one, async () => { one.steps = await stepsFor(one.contestant, plan.seconds * (one.contestant.share ?? 1)) })
  const soFar = (): Rates[] => running.map(({ contestant: { id, name, threads }, steps, rates, failure }) => ({
    id, name, threads, steps, rates, ...(failure === undefined ? {} : { failure })
  }))
  for (let round = 0; round < plan.rounds || (round < 3 * plan.rounds && more(soFar())); round++) {
    for (const one of round % 2 === 0 ? running : running.toReversed()) {
      let rate = NaN
      await attempt(one, async () => { rate = one.steps / (await one.contestant.run(one.steps)) })
      one.rates.push(rate)
    }
  }
  return soFar()
}

async function attempt(one: Running, work: () => Promise<void>): Promise<void> {
  if (one.failure !== undefined) return
  try {
    await work()
  } catch (error) {
    one.failure = error instanceof Error ? error.message : String(error)
  }
}

/** Steps that take about `seconds`. Runs at least twice and about as long as one round, so compilers and caches are warm then. */
export async function stepsFor(contestant: Contestant, seconds: number): Promise<number> {
  let steps = 1
  for (let attempts = 0; attempts < 40; attempts++) {
    const took = await contestant.run(steps)
    if (took >= seconds / 2 && attempts > 0) return Math.max(1, Math.round((steps * seconds) / took))
    const wanted = took > 0 ? (steps * seconds * 0.8) / took : 8 * steps
    steps = Math.max(steps, Math.min(8 * steps, Math.ceil(wanted)))
  }
  return steps
}
