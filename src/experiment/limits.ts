/**
 * The sizes beyond which a document is refused before anything is allocated: a mistake, or somebody else's prank.
 * MNIST's are the book's split of its 60,000 training images.
 */
export const LIMITS = {
  mnistTrain: 50_000,
  mnistValidation: 10_000,
  synthetic: 1_000_000,
  /** Pixels along an image of a curve. */
  side: 128,
  fileExamples: 10_000_000,
  classes: 1000,
  /** Layers with weights: all but the input. */
  layers: 2000,
  /** Weights and biases together. */
  parameters: 200_000_000,
  /** batchSize × the sum of all widths. */
  batchValues: 250_000_000,
  epochs: 10_000_000,
  steps: 1_000_000_000_000,
  readings: 100_000_000,
  /** Of the training's numbers on the way. */
  changes: 1000,
  /** |x| of every other number: leaves float32 room to multiply. */
  magnitude: 1e30,
  /** Characters of a file's or column's name. */
  text: 4096
} as const
