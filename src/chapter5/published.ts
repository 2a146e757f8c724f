/**
 * Every number the claims are held against. `published` numbers were read in the primary source (the chapter's text, or the
 * data file behind its figure); numbers simulated or worked out for this project stand in records named `computed…`.
 */
export interface Source {
  /** Where the number stands. */
  readonly source: string
  /** What must be the same for a comparison to mean something. */
  readonly setting: string
}

const book = 'M. Nielsen, Neural Networks and Deep Learning (2015), chapter 5'

/** Validation accuracy in per cent by number of hidden layers 1…4. The text does not say whether last or best epoch. */
export const publishedAccuracy: Source & { readonly percent: readonly number[] } = {
  source: `${book}, section "The vanishing gradient problem" (text)`,
  setting:
    '[784, 30 × L, 10], sigmoid, cross-entropy, all 50,000 training images, 30 epochs, batch 10, η = 0.1, λ = 5; accuracy on the ' +
    '10,000 validation images',
  percent: [96.48, 96.9, 96.57, 96.53]
}

/** ∂C/∂b of the first six neurons of both hidden layers. The file behind the figure holds no more than these. */
export const publishedBars: Source & { readonly layers: readonly (readonly number[])[] } = {
  source: `${book}, first figure of ∂C/∂b (fig/initial_gradient.json)`,
  setting:
    '[784, 30, 30, 10] before any training; ∂C/∂b averaged over the first 1,000 training images; first six neurons of each hidden layer',
  layers: [
    [-0.00397067733, -0.0031684317, 0.00810323591, 0.0125980106, -0.0264659073, 0.00175833193],
    [0.0415290659, 0.0440255525, -0.00966967928, 0.0467368714, 0.0387730253, 0.0123364596]
  ]
}

export const curvesSetting =
  'first 1,000 training images, one update an epoch on all of them, 500 epochs, η = 0.1, λ = 5; norms of ∂C/∂b averaged over the ' +
  '1,000 images, read before each update'

/** Epochs at which the published curves are compared. */
export const comparedEpochs: readonly number[] = [0, 10, 50, 100, 250, 499]

/** curves[L − 2][i][l − 1]: ‖δ^l‖ with L hidden layers at comparedEpochs[i]; hidden layers only. Four digits or more of the file. */
export const publishedNorms: Source & { readonly curves: readonly (readonly (readonly number[])[])[] } = {
  source: `${book}, figures of ‖δˡ‖ during training (fig/norms_during_training_{2,3,4}_layers.json)`,
  setting: curvesSetting,
  curves: [
    [
      [0.0657413433, 0.309218494],
      [0.00892998, 0.0403823],
      [0.00101704, 0.00134219],
      [0.00148792, 0.00185702],
      [0.00228064, 0.0042083],
      [0.00343457, 0.00963037]
    ],
    [
      [0.0118382123, 0.0599651946, 0.283142393],
      [0.00200434429, 0.0104165378, 0.0596237237],
      [8.50408262e-5, 3.25512642e-4, 1.60058615e-3],
      [8.05270834e-5, 2.80919733e-4, 1.38453184e-3],
      [8.3726e-5, 2.4792e-4, 1.33087e-3],
      [8.55608e-5, 2.18164e-4, 1.26145e-3]
    ],
    [
      [0.00297526635, 0.0170766654, 0.0695392417, 0.285138935],
      [2.65924289e-4, 1.47496544e-3, 8.40360901e-3, 0.0365663235],
      [2.06467561e-5, 4.8029738e-5, 2.46579807e-4, 1.04488343e-3],
      [1.83353864e-5, 4.23991884e-5, 2.21501323e-4, 9.59965831e-4],
      [1.35468e-5, 3.52375e-5, 2.04987e-4, 9.4576e-4],
      [8.21212e-6, 2.61438e-5, 1.82529e-4, 9.24725e-4]
    ]
  ]
}

/** What the text prints of the norms at the start, to three digits or fewer, by hidden layers 2, 3, 4. */
export const publishedInitialNorms: Source & { readonly norms: readonly (readonly number[])[] } = {
  source: `${book}, section "The vanishing gradient problem" (text; full digits from the figures' files)`,
  setting: '[784, 30 × L, 10], L = 2, 3, 4, before any training; ∂C/∂b averaged over the first 1,000 training images',
  norms: publishedNorms.curves.map(curve => curve[0]!)
}

/** The text: of four hidden layers the first is "roughly 100 times" slower than the last. The file: at e0, e8, e61 and e499. */
export const publishedLastToFirst = { text: 100, start: 95.8, most: 137.8, least: 49.2, end: 112.6 } as const

/** Prevalence problem of the chapter (two digits in the text). */
export const publishedPrevalence = { weight: 6.9, width: 0.45, source: `${book}, problems after equation 122, equation 123` } as const
export const publishedChain = {
  source: `${book}, section "What's causing the vanishing gradient problem?", equation 122 and its derivation`
} as const
export const publishedBackpropagation = {
  source: `${book}, "Unstable gradients in more complex networks", equation 124; chapter 2, BP1–BP4`
} as const
export const publishedIdentity = { source: `${book}, problem "Identity neuron"` } as const

/**
 * Computed for this project (NumPy, 12 seeds of each depth): mean and standard deviation over seeds of the validation accuracy in per cent,
 * at the last and at the best of 30 epochs, hidden layers 1…4. Used only to say what a single seed can tell.
 */
export const computedAccuracySpread = {
  last: { mean: [96.36, 96.8, 96.58, 96.07], deviation: [0.12, 0.16, 0.21, 0.43] },
  best: { mean: [96.45, 96.94, 96.79, 96.52], deviation: [0.13, 0.09, 0.12, 0.18] }
} as const

/** Computed for this project: mean field for the logistic function with σ_w² = σ_b² = 1. */
export const computedFactorPerLayer = 4.8818
/**
 * How often each digit 0…9 occurs among the first 1,000 and 10,000 training labels (counted for this project). Always naming the most
 * frequent one is right for 117 of 1,000 images (the digit 7; 116 are a 1) and for 1,127 of 10,000 (the digit 1).
 */
export const labelCounts: Readonly<Record<number, readonly number[]>> = {
  1000: [97, 116, 99, 93, 105, 92, 94, 117, 87, 100],
  10000: [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]
}
/** A network counts as stuck at chance when it is right at most this many times as often as always naming the most frequent digit. */
export const chanceMargin = 1.25
/** Computed for this project (12 seeds): by what factor δ of the last of four hidden layers falls from epoch 0 to 50. */
export const computedCollapse = { mean: 208, single: 1.9 } as const
/** Computed for this project: the bound's largest value and where. */
export const computedPrevalence = { weight: 6.8941510323, width: 0.4477432047 } as const
/** Computed for this project: least largest error of w₂σ(w₁x + b) for x on [0, 1], without an additive constant. */
export const computedIdentityError = 0.0560503844

/** σ_w² at which χ₁ = 1 for tanh at σ_b² = 0.05, computed for this project in Python before this program existed (docs/theory.md). */
export const computedCriticalTanh = 1.7609546396

/** Glorot and Bengio 2010, text and table 1: 5 hidden layers of 1,000, test error in per cent on MNIST after 5 million updates. */
export const publishedSaturation = {
  source: 'X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), figures 2 to 4, table 1, equations 15 and 16',
  singularValue: { normalised: 0.8, standard: 0.5 },
  testError: [
    { name: 'sigmoid', activation: 'sigmoid', normalised: false, percent: 2.21 },
    { name: 'tanh', activation: 'tanh', normalised: false, percent: 1.76 },
    { name: 'tanh, normalised', activation: 'tanh', normalised: true, percent: 1.64 },
    { name: 'softsign', activation: 'softsign', normalised: false, percent: 1.64 },
    { name: 'softsign, normalised', activation: 'softsign', normalised: true, percent: 1.72 }
  ]
} as const

/** Sutskever et al. 2013, table 1: squared error on the training images; momentum's largest value 0.9 to 0.999, each at its best rate. */
export const publishedMomentum = {
  source: 'I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum in deep learning (2013), section 3, tables 1 to 3',
  methods: ['none', 'classical 0.9', 'classical 0.99', 'classical 0.995', 'classical 0.999', 'Nesterov 0.9', 'Nesterov 0.99', 'Nesterov 0.995', 'Nesterov 0.999'],
  curves: [0.48, 0.15, 0.1, 0.1, 0.1, 0.16, 0.096, 0.091, 0.074],
  mnist: [2.1, 1, 0.77, 0.84, 0.9, 1, 0.73, 0.75, 0.8],
  /** Curves, by the factor on the sparse weights. */
  scales: [
    { scale: 0.25, error: 16 },
    { scale: 0.5, error: 16 },
    { scale: 1, error: 0.074 },
    { scale: 2, error: 0.083 },
    { scale: 4, error: 0.35 }
  ]
} as const
