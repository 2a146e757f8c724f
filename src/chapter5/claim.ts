import type { Figure, ReportClaim, Verdict } from '../charts/index.ts'
import type { FileSource } from '../data/index.ts'
import type { Experiment } from '../experiment/index.ts'
import type { Trace } from '../trace/index.ts'

/** `measure` reads the untrained network only; `run` trains. */
export interface PlannedRun {
  readonly mode: 'run' | 'measure'
  readonly experiment: Experiment
}

/** How much evidence to gather. */
export interface Budget {
  /** Seeds of each accuracy run (claim 1). */
  readonly accuracySeeds: number
  /** Untrained networks of each depth (claims 2 and 3). */
  readonly initialSeeds: number
  /** 500-epoch runs of each depth (claims 4 to 6). */
  readonly curveSeeds: number
  /** Pairs of batch and mini-batch runs (claim 7). */
  readonly noiseSeeds: number
  /** Training images of the curves: 1,000 in the book's script, 10,000 in some summaries of the chapter. */
  readonly images: 1000 | 10000
  /** Claims that know a larger size of themselves take it: under 15 minutes for all of them on two cores, instead of under two. */
  readonly full: boolean
}

export const defaultBudget: Budget = { accuracySeeds: 1, initialSeeds: 200, curveSeeds: 20, noiseSeeds: 8, images: 1000, full: false }
/** The budget of `--full`. */
export const fullBudget: Budget = { ...defaultBudget, accuracySeeds: 3, full: true }

/** What a claim may look at beside its runs. */
export interface Preparation {
  readonly source: FileSource
  readonly budget: Budget
}

/** What a judge decides: the verdict and everything that depends on the evidence. */
export interface Judgement {
  /** Short enough for a cell of the table of claims. */
  readonly measured: string
  /** The same with its spread, for the claim's section. */
  readonly measuredDetail?: string
  readonly verdict: Verdict
  /** 'refined' where the claim is true with a correction, which `explanation` states. */
  readonly refined?: boolean
  /** Why this verdict: the rule and what the evidence says to it. */
  readonly reason: string
  /** What one cannot conclude. */
  readonly limits?: string
  readonly explanation: string
  readonly figures: readonly Figure[]
}

/**
 * One claim of the chapter. `E` is its evidence as plain numbers: `gather` reads it from the traces of the planned runs (or computes it
 * from theory where nothing is trained), `judge` is a pure function of it, so that a test can plant any evidence. Where evidence rests on
 * the data themselves or on more of a network than a trace holds, `prepare` gets it, after the runs and in the calling thread.
 */
export interface ClaimDefinition<E, P = void> {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly source: string
  readonly setting: string
  /** Short enough for a cell of the table of claims. */
  readonly published: string
  /** All of what was published, for the claim's section. */
  readonly publishedDetail?: string
  experiments(budget: Budget): readonly PlannedRun[]
  prepare?(preparation: Preparation): Promise<P>
  gather(traces: readonly Trace[], prepared: P): E
  judge(evidence: E): Judgement
}

/** A claim whose kind of evidence no longer matters. */
export interface Claim extends Omit<ClaimDefinition<unknown, unknown>, 'gather' | 'judge'> {
  assess(traces: readonly Trace[], prepared?: unknown): ReportClaim
}

const words = { reproduced: 'reproduced', refined: 'refined', not: 'not reproduced' } as const

/** Completes a claim: the definition with `assess` = judge ∘ gather, as the report wants it. */
export function defineClaim<E, P = void>(definition: ClaimDefinition<E, P>): ClaimDefinition<E, P> & Claim {
  const { id, number, title, source, setting, published, publishedDetail } = definition
  return {
    ...definition,
    assess(traces, prepared) {
      const { refined, ...judgement } = definition.judge(definition.gather(traces, prepared as P))
      const word = judgement.verdict === 'fails' ? words.not : refined ? words.refined : words.reproduced
      const named = judgement.verdict === 'cannot tell' ? {} : { verdictWord: word }
      const detail = publishedDetail === undefined ? {} : { publishedDetail }
      return { id, number, title, source, setting, published, ...detail, ...judgement, ...named }
    }
  }
}

/** The judgement where runs are missing (stopped early, or fewer seeds than a distribution needs). */
export function tooLittle(what: string): Judgement {
  return { verdict: 'cannot tell', measured: 'too little evidence', explanation: '', reason: what, figures: [] }
}

/** A verdict's reason as a list of tests, each with its outcome: what holds first, then what does not. */
export function reasonOf(tests: readonly (readonly [holds: boolean, holding: string, failing: string])[]): string {
  const failing = tests.filter(([holds]) => !holds)
  return [...tests.filter(([holds]) => holds).map(([, text]) => text), ...failing.map(([, , text]) => text)].join(' ')
}

/** Paragraphs of plain sentences. */
export const paragraphs = (...texts: readonly string[]): string => texts.join('\n\n')
