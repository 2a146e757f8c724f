// The sizes beyond which a document is refused before anything is allocated: a mistake, or somebody else's prank. Read as `LIMITS.layers`;
// each a constant of its own, so that a page carries the numbers and not their names.

/** MNIST's are the book's split of its 60,000 training images. */
export const mnistTrain = 50_000
export const mnistValidation = 10_000
export const synthetic = 1_000_000
/** Pixels along an image of a curve. */
export const side = 128
export const fileExamples = 10_000_000
export const classes = 1000
/** Layers with weights: all but the input. */
export const layers = 2000
/** Weights and biases together. */
export const parameters = 200_000_000
/** batchSize × the sum of all widths. */
export const batchValues = 250_000_000
export const epochs = 10_000_000
export const steps = 1_000_000_000_000
export const readings = 100_000_000
/** Of the training's numbers on the way. */
export const changes = 1000
/** |x| of every other number: leaves float32 room to multiply. */
export const magnitude = 1e30
/** Characters of a file's or column's name. */
export const text = 4096
