// Where each number of the program table stands, in slots of 8 bytes: read by the wasm (assembly/) and written by layout.ts.
// No type annotations on purpose: this file is compiled by both TypeScript and AssemblyScript.

// Head of the table.
export const HEAD_LAYERS = 0
export const HEAD_COST = 1
/** Rows of this pass and, u32 each, the addresses of their examples' records (examples.ts). */
export const HEAD_ROWS = 2
export const HEAD_ROW_LIST = 3
/** Where in a record the masks and the targets are. */
export const HEAD_MASK_AT = 4
export const HEAD_TARGET_AT = 5
export const HEAD_TASK = 7
/** Results: f64 sum of the cost over the rows, i32 correct, i32 finite flags. */
export const HEAD_COST_SUM = 9
export const HEAD_CORRECT = 10
export const HEAD_PASS_FINITE = 11
export const HEAD_UPDATE_FINITE = 12
/** i32 counter of backward passes, and i32[fanIn of layer 1]: the pass in which a row of the first layer's gradient was last touched. */
export const HEAD_PASS = 13
export const HEAD_STAMPS = 14
/** f64 scratch, 2 × the widest stride, for normalisation. */
export const HEAD_SCRATCH = 15
/** The update: kind, numbers (f64). */
export const HEAD_RULE = 16
export const HEAD_RATE = 17
export const HEAD_SHRINK = 18
export const HEAD_L2 = 19
/** What a mean gradient is clamped to, f32, and the norm of all of them, f64: infinity for no limit. */
export const HEAD_CLAMP = 20
export const HEAD_LIMIT = 21
export const HEAD_TRACK = 22
/** f32: the rule's own numbers. */
export const HEAD_RULE_A = 23
export const HEAD_RULE_B = 24
export const HEAD_RULE_C = 25
export const HEAD_RULE_D = 26
export const HEAD_RULE_E = 27
/** The pass whose step noted SUM_WEIGHT_SQUARE before it changed the weights. */
export const HEAD_NOTED = 28
/** Threads of this pass, their meeting place (assembly/team.ts) and each one's scratch for packed operands, HEAD_PACK_BYTES apart. */
export const HEAD_THREADS = 29
export const HEAD_TEAM = 30
export const HEAD_PACK = 31
export const HEAD_PACK_BYTES = 32
/** The first layer's columns go in tiles of HEAD_TILE, HEAD_TILES of them; examples go through all layers together in runs of HEAD_RUN. */
export const HEAD_TILE = 33
export const HEAD_TILES = 34
export const HEAD_RUN = 35
/** f32 [widest stride] of zeros, and f64 [capacity]: the cost of each row. */
export const HEAD_ZEROS = 36
export const HEAD_ROW_COSTS = 37
/** Where the batch's entries by column begin when it comes again: columns.ts. 0 when there are none. */
export const HEAD_COLUMN_STARTS = 38
/** The pass of which layer 1's GRADIENTS hold the gradient; a step that went straight on to the update has left them out. */
export const HEAD_FILLED = 40
/** Layer 1 under tracked steps that go straight on (assembly/track.ts): 16 bytes for 32 weights of a row; 2 if these hold, 1 if HEAD_BOUND does. */
export const HEAD_LANES = 41
export const HEAD_LANES_HOLD = 42
/** f64, of such a step: Σvg, Σ of the magnitudes of its terms, Σv². */
export const HEAD_PRODUCTS = 43
export const HEAD_MAGNITUDES = 44
export const HEAD_SQUARES = 45
/** The pass whose sums over rows, those of SUM_A to COUNT_DEAD and of δ, stand in the layers. */
export const HEAD_MEASURED = 46
/** f64x2 [tiles × 32 columns of each]: Σg² of layer 1 under such a step. */
export const HEAD_TILE_SUMS = 47
/** f64: what no weight of layer 1 exceeds, as held, after steps that went straight on. i32: the largest input is below 2^(this − 126). */
export const HEAD_BOUND = 48
export const HEAD_INPUT_EXPONENT = 49
export const HEAD_SIZE = 50

// One layer, after the head, one after another.
export const FAN_IN = 0
export const FAN_OUT = 1
/** Floats from row to row of the layer below and of this layer: widths rounded up to 4. */
export const STRIDE_IN = 2
export const STRIDE = 3
export const ACTIVATION = 4
export const NORMALIZATION = 5
export const RESIDUAL = 6
/** f32: weights [fanIn up to 4][stride], then biases [stride], then gains [stride]; PARAMETERS..+LENGTH is one run of floats. */
export const WEIGHTS = 7
export const BIASES = 8
export const GAINS = 9
export const WEIGHT_LENGTH = 10
export const REST_LENGTH = 11
/** f64: the true weights are WEIGHTS times this. 1 but in layer 1, where L2 shrinks the scale and not 784 rows. */
export const SCALE = 12
/** Same layout as the parameters. */
export const GRADIENTS = 13
export const STATE_1 = 14
export const STATE_2 = 15
/** f32 [4][stride]: running mean and variance (first value NaN until the first step), then what a step is about to make of them. */
export const RUNNING = 16
/**
 * Where the second half of a large batch leaves its part of GRADIENTS, then f64 [stride] of DELTA_SUM, until both are added. 0 where the batch is
 * never halved.
 */
export const SECOND = 46
/** f32 [capacity][stride]. NORMALIZED holds x̂; DS (∂C/∂s) is DELTA itself without normalisation. */
export const Z = 18
export const A = 19
export const SLOPE = 20
export const DELTA = 21
export const BACK = 22
export const NORMALIZED = 23
export const DS = 24
/** f32: 1/std per unit (batch) or per row (layer). */
export const INVERSE_STD = 25
/** v128 mask [stride]: all ones for units, zero for padding. */
export const MASK = 26
/** i32: true δ = stored δ · 2^EXPONENT. */
export const EXPONENT = 27
/** f64 [stride]: sum over the rows of the stored δ. */
export const DELTA_SUM = 28
/** f32: 0.05 · largest slope. */
export const SATURATED_BELOW = 29
/** f64 results of measure.ts. */
export const SUM_DELTA_SQUARE = 30
export const SUM_BACK_SQUARE = 31
export const SUM_GRADIENT_SQUARE = 32
export const SUM_WEIGHT_SQUARE = 33
export const SUM_UPDATE_SQUARE = 34
export const SUM_A = 35
export const SUM_A_SQUARE = 36
export const SUM_Z = 37
export const SUM_Z_SQUARE = 38
export const SUM_SLOPE_SQUARE = 39
export const COUNT_SATURATED = 40
export const COUNT_DEAD = 41
/** f64: deltaNorm² of the stored mean error times rows². */
export const SUM_MEAN_SQUARE = 42
/** One record of 16 bytes a row of WEIGHTS: f64 Σ of the squares of the stored weights and the i32 pass that noted it. */
export const ROW_SUMS = 43
/** i32: 1 while the layer keeps its parameters. */
export const FROZEN = 44
/** One record of 256 bytes for 32 rows: f64 Σv², ΣΔW², Σg² of rows with a gradient and Σv² of those without; the rest while these are formed. */
export const GROUP_SUMS = 45
/** What measure.ts has summed of the rows so far: 36 bytes a unit, padding included, and 64; then 336 for sums in hand. */
export const ROOM = 17
export const LAYER_SIZE = 47

/** From as many rows on the gradients of hidden layers of up to so many weights are sums of two: `halvesOf` in assembly/backward.ts. */
export const HALVED_FROM = 64
export const MOST_HALVED = 4096
/** Rows from which a batch that comes again is held by column: columns.ts. */
export const HELD_FROM = 256

export const MODE_OBSERVE = 0
export const MODE_TRAIN = 1
export const MODE_EVALUATE = 2

export const COST_QUADRATIC = 0
export const COST_CROSS_ENTROPY = 1
export const COST_LOG_LIKELIHOOD = 2

export const TASK_CLASSIFICATION = 0
export const TASK_REGRESSION = 1

export const NORMALIZATION_NONE = 0
export const NORMALIZATION_BATCH = 1
export const NORMALIZATION_LAYER = 2

export const RULE_SGD = 0
/** Adagrad and RMSProp, which differ in two numbers. */
export const RULE_ROOT = 1
export const RULE_ADAM = 2

export const SIGMOID = 0
export const TANH = 1
export const RELU = 2
export const LEAKY_RELU = 3
export const ELU = 4
export const SELU = 5
export const GELU = 6
export const SILU = 7
export const SOFTPLUS = 8
export const SOFTSIGN = 9
export const HARD_TANH = 10
export const ERF = 11
export const LINEAR = 12
export const SOFTMAX = 13
