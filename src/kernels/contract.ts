/**
 * The compute contract. A kernel owns the memory of one network and of the examples it runs on; everything above
 * talks to it through this file. `reference` (float64) is the oracle; `simd` and `simd-fma` are WebAssembly.
 *
 * Conventions: layers are numbered as in the book, `program.layers[l − 1]` is layer l, the last one is the output.
 * Per layer: s = W a^{l−1} (+ b without normalisation); z = s, or gains ⊙ normalised(s) + b; a = φ(z) (+ a^{l−1} with a residual link).
 * δ^l = ∂C_x/∂z^l is per example; C of a pass is the mean of C_x over its rows; gradients are of that mean, without the L2 term.
 * Since z always ends in "+ b", the mean of δ^l over the examples is ∂C/∂b^l in every network.
 */
export type KernelVariant = 'reference' | 'simd' | 'simd-fma'

/** a = output(z), φ'(z) = derivative(z). float64, elementwise. */
export interface ActivationFunctions {
  readonly output: (z: number) => number
  readonly derivative: (z: number) => number
}

/**
 * An activation as a kernel runs it: by its name. Only `reference` calls functions, and has those of every name; it takes the record's own
 * where there are any.
 */
export interface Activation extends Partial<ActivationFunctions> {
  readonly name: string
  /** sup |φ'|; `saturated` means |φ'(z)| < 5 % of it. */
  readonly largestSlope: number
}

/** C of one example: ½‖a − y‖² · Σ softplus(z) − y z · Σ y (ln Σexp(z) − z). */
export type CostKind = 'quadratic' | 'crossEntropy' | 'logLikelihood'

/** One layer of a program: its widths and what happens between s = W a and a. */
export interface LayerProgram {
  readonly fanIn: number
  readonly fanOut: number
  /** For the output layer with 'logLikelihood' the name is 'softmax', which depends on the whole row. */
  readonly activation: Activation
  readonly normalization: 'none' | 'batch' | 'layer'
  readonly residual: boolean
}

/** A network as a kernel runs it. Plain data. */
export interface Program {
  readonly layers: readonly LayerProgram[]
  readonly cost: CostKind
  /** The most rows one pass may have; evaluation of more runs in pieces of this size. */
  readonly capacity: number
}

/** inputs [count, fanIn of layer 1], targets [count, fanOut of the last layer], row-major. */
export interface Examples {
  readonly count: number
  readonly inputs: Float32Array
  readonly targets: Float32Array
  /** 'classification': a row counts as correct when argmax(z) = argmax(target), the first of ties (one output: a and target on the same side of ½). */
  readonly task: 'classification' | 'regression'
}
/** Which of the two sets of examples in the kernel’s memory. */
export type ExampleSet = 'train' | 'validation'

/** One layer's parameters. weights [fanOut, fanIn] row-major; the rest [fanOut]. gains and running* only with normalisation. */
export interface LayerParameters {
  readonly weights: Float32Array | Float64Array
  readonly biases: Float32Array | Float64Array
  readonly gains?: Float32Array | Float64Array
  /** Batch normalisation's running mean and variance of s, for evaluation. */
  readonly runningMean?: Float32Array | Float64Array
  readonly runningVariance?: Float32Array | Float64Array
}

/**
 * Everything that must be stored so that stop + resume is byte for byte the straight run: one flat array per name,
 * in the kernel's own precision (`layers.1.weights`, `layers.1.biases`, `layers.1.gains`, …, `layers.1.weights.velocity`, …).
 */
export type KernelState = ReadonlyMap<string, Float32Array | Float64Array>

/** The arithmetic of one update, with its numbers for this very step. G is the gradient after clipping, n the training examples. */
export type UpdateRule =
  /** W ← shrink·W; v ← momentum·v − η·G; p ← p + v (nesterov: p ← p + momentumNext·v − η·G, parameters held at the look-ahead point). */
  | (UpdateCommon & { readonly kind: 'sgd'; readonly momentum: number; readonly momentumNext: number; readonly nesterov: boolean })
  /** All below: G ← G + l2·W for weights only. */
  | (UpdateCommon & { readonly kind: 'adagrad'; readonly epsilon: number })
  /** v ← decay·v + (1−decay)G²; p ← p − ηG/(√v + ε) */
  | (UpdateCommon & { readonly kind: 'rmsprop'; readonly decay: number; readonly epsilon: number })
  /** m̂, v̂ with bias correction 1−β^t, t = `time` ≥ 1; p ← shrink·p (weights) − η m̂/(√v̂ + ε). AdamW is shrink = 1 − η·weightDecay. */
  | (UpdateCommon & { readonly kind: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number; readonly time: number })

/** The numbers every update rule has. */
export interface UpdateCommon {
  readonly learningRate: number
  /** Weights (never biases or gains) are multiplied by this: 1 − ηλ/n for sgd, 1 − η·weightDecay for AdamW, else 1. */
  readonly shrink: number
  /** λ/n added as l2·W to the weights' gradient; 0 for sgd and AdamW. */
  readonly l2: number
  /** norm: all gradients together (weights, biases, gains) scaled to at most `limit`; value: each entry clamped. */
  readonly clip: null | { readonly kind: 'norm' | 'value'; readonly limit: number }
  /** Layers 1…L that keep their parameters and optimiser state; their gradients take no part in clipping. Default none. */
  readonly frozen?: readonly number[]
  /** Ask for ‖ΔW‖ of this step (LayerSums.updateNorm); costs a little. */
  readonly trackUpdate: boolean
}

/** cost: mean over the rows. correct: rows counted right (0 for regression). finite: false when any z, δ or gradient of the pass is not, or a parameter after its update. */
export interface PassResult { readonly cost: number; readonly correct: number; readonly finite: boolean }

/**
 * What the last `gradients` or `step` pass left, reduced per layer in one go, in fixed order; sums in float64, in the
 * wasm kernels after short stretches in float32.
 * Norms are true values, right down to 1e-300. Layers 1…L.
 */
export interface LayerSums {
  readonly rows: number
  readonly units: number
  /** [units] mean over the rows of δ_j, signed: ∂C/∂b_j. */
  readonly deltaMean: Float64Array
  /** Euclidean norm of deltaMean. */
  readonly deltaNorm: number
  /** √(Σ_x‖δ_x‖² / rows) */
  readonly deltaRms: number
  /** √(Σ_x‖∂C_x/∂a^l‖² / rows): the signal that came back from the layers above, before this layer's slopes. NaN for the output layer. */
  readonly backRms: number
  /** Frobenius norm of ∂C/∂W. */
  readonly weightGradientNorm: number
  /** ‖W‖_F before the update of the pass (after a step without trackUpdate a kernel may give the updated weights'). */
  readonly weightNorm: number
  /** ‖ΔW‖_F of the last step that had trackUpdate; NaN when there was none. */
  readonly updateNorm: number
  readonly activationSum: number
  readonly activationSquareSum: number
  readonly weightedInputSum: number
  readonly weightedInputSquareSum: number
  readonly slopeSquareSum: number
  /** Pairs (unit, row) with |φ'(z)| < 0.05·largestSlope. */
  readonly saturatedCount: number
  /** Units whose slope is exactly 0 on every row. */
  readonly deadCount: number
  /** All of it but deltaMean as plain numbers, from a kernel that gives them faster in one go. */
  readonly totals?: () => LayerTotals
}
/** A layer's numbers alone. */
export type LayerTotals = Omit<LayerSums, 'deltaMean' | 'totals'>

/** A plain picture of one pass. Any framework's model can be turned into one; the instruments measure this and nothing else. */
export interface Snapshot {
  readonly rows: number
  readonly layers: readonly LayerSnapshot[]
}
/** One layer of a Snapshot. All matrices row-major. */
export interface LayerSnapshot {
  readonly fanIn: number
  readonly fanOut: number
  readonly largestSlope: number
  /** z, a, φ'(z) [rows, fanOut] */
  readonly weightedInput: ArrayLike<number>
  readonly activation: ArrayLike<number>
  readonly slope: ArrayLike<number>
  /** δ [rows, fanOut]; the true value is delta·2^deltaExponent. */
  readonly delta: ArrayLike<number>
  readonly deltaExponent: number
  /** ∂C_x/∂a [rows, fanOut], scaled by 2^deltaExponent of the same layer; null for the output layer. */
  readonly back: ArrayLike<number> | null
  /** W [fanOut, fanIn]; after a step the updated one. */
  readonly weights: ArrayLike<number>
  /** ∂C/∂W [fanOut, fanIn] and ∂C/∂b [fanOut] of the mean cost, times 2^−gradientExponent. */
  readonly gradWeights: ArrayLike<number>
  readonly gradBiases: ArrayLike<number>
  readonly gradientExponent: number
  /** ‖ΔW‖_F of the last tracked step, NaN when there was none. */
  readonly updateNorm: number
}

/** The first non-finite value of a pass, in the order of computation. */
export interface NonFinite {
  /** Which array: weights, biases, gains, weightedInput, activation, cost, delta, gradWeights, gradBiases, gradGains. */
  readonly quantity: string
  readonly layer: number
  /** What produced it: 'input', 'initialisation or update', 'matrix product', 'normalisation', 'activation', 'cost', 'backpropagation', 'gradient'. */
  readonly operation: string
}

/** What the other threads of a team get to serve a kernel with: its code and the memory they share. Plain, for postMessage. */
export interface TeamJob {
  readonly module: WebAssembly.Module
  readonly memory: WebAssembly.Memory
  readonly head: number
  readonly ticket: number
}

/** Threads that serve one kernel after another, together with the thread that calls it. `sweep` makes one for Node (`createTeam`). */
export interface Team {
  /** Threads in all, the caller’s among them. */
  readonly threads: number
  /** Multiply-adds below which a pass stays on the calling thread, where meeting would cost more than it saves. Default 400,000. */
  readonly leastWork?: number
  /** Lets all the others enter the kernel (`serveKernel`); resolves when they are in. Refuses while they serve another. */
  start(job: TeamJob): Promise<void>
  /** The kernel has sent them out again. */
  stop(): void
}

/** One network in memory with the examples it runs on. Errors of use throw InputError; non-finite values never do. */
export interface Kernel {
  readonly variant: KernelVariant
  readonly program: Program
  /** Copies the examples into the kernel's memory. Once per set. */
  load(set: ExampleSet, examples: Examples): void
  setParameters(layers: readonly LayerParameters[]): void
  /** A copy. weights [fanOut, fanIn]. */
  getParameters(): LayerParameters[]
  getState(): KernelState
  /** Byte for byte what getState of the same program gave. */
  setState(state: KernelState): void
  /** Forward only, any number of rows (in pieces of `capacity`); batch normalisation uses its running statistics. */
  evaluate(set: ExampleSet, rows?: Uint32Array): PassResult
  /** Forward and backward on rows (≤ capacity), no update, running statistics untouched. Leaves sums and snapshot. */
  gradients(set: ExampleSet, rows: Uint32Array): PassResult
  /** Forward, backward and update, in one call. The result and sums are of the state before the update. */
  step(set: ExampleSet, rows: Uint32Array, rule: UpdateRule): PassResult
  /** Reductions over the last gradients or step. To be read before the next pass; asked for again after an evaluation or new parameters they are the same. */
  sums(): LayerSums[]
  /** Copies of the arrays of the last gradients or step (after a step, `weights` are the updated ones). */
  snapshot(): Snapshot
  /** Layer l's activations [rows, fanOut] of a forward pass over rows (≤ capacity), evaluation mode. */
  activations(set: ExampleSet, rows: Uint32Array, layer: number): Float64Array | Float32Array
  /** After a pass that was not finite: where the first bad value is; null when all is finite. */
  locateNonFinite(): NonFinite | null
  dispose(): void
}
