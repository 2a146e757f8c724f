import type { LayerQuantity, NetworkQuantity } from '../../experiment/index.ts'

/**
 * Every quantity that a reading can hold, in the notation of `notation.ts`, one string a line · docs/quantities.md.
 * x is an example, ⟨·⟩ the mean over examples, l a layer, j and k units, N their number.
 */
const quantities = {
  deltaNorm: ['norm{mean{δ^l}} = norm{frac{∂C}{∂b^l}} ~= sqrt{∑_j paren{frac{∂C}{∂b_j^l}}^2}'],
  deltaRms: ['sqrt{mean{norm{δ^l}^2}}'],
  deltaMean: ['mean{δ_j^l} = frac{∂C}{∂b_j^l}'],
  weightGradientNorm: ['norm{frac{∂C}{∂W^l}}_F ~= sqrt{∑_{j,k} paren{frac{∂C}{∂w_{j k}^l}}^2}'],
  updateRatio: ['frac{norm{ΔW^l}_F}{norm{W^l}_F}'],
  activationMean: ['mean{a^l} ~= frac{1}{N} ∑_j mean{a_j^l}'],
  activationVariance: ['mean{(a^l)^2} − mean{a^l}^2'],
  weightedInputMean: ['mean{z^l} ~= frac{1}{N} ∑_j mean{z_j^l}'],
  weightedInputVariance: ['mean{(z^l)^2} − mean{z^l}^2'],
  slopeMeanSquare: ['mean{φ′(z^l)^2}'],
  saturatedShare: ['P( abs{φ′(z_j^l)} < 0.05 · sup abs{φ′} )'],
  deadShare: ['P( ∀x: φ′(z_j^l) = 0 )'],
  weightGain: ['frac{rms norm{∂C/∂a^l}}{rms norm{δ^{l+1}}}'],
  slopeGain: ['frac{rms norm{δ^l}}{rms norm{∂C/∂a^l}}'],
  cost: ['C = mean{C_x}'],
  accuracy: ['P( argmax a^L = argmax y )'],
  validationCost: ['C = mean{C_x}'],
  validationAccuracy: ['P( argmax a^L = argmax y )']
} as const satisfies Record<LayerQuantity | NetworkQuantity | 'deltaMean', readonly string[]>

/**
 * What the page's sentences and pictures make of readings. m is the layer that layer 1 is compared with; 0 and t are the first and the
 * shown moment, E_W a mean over draws of the weights.
 */
const derived = {
  speedRatio: ['frac{norm{mean{δ^m}}}{norm{mean{δ^1}}}'],
  speedChange: ['frac{norm{mean{δ^l}}_0}{norm{mean{δ^l}}_t}'],
  shrink: ['frac{rms norm{δ^l}}{rms norm{δ^{l+1}}} ~= frac{rms norm{δ^l}}{rms norm{∂C/∂a^l}} ~· frac{rms norm{∂C/∂a^l}}{rms norm{δ^{l+1}}}'],
  shrinkPerLayer: ['paren{frac{rms norm{δ^1}}{rms norm{δ^m}}}^{1/(m−1)}'],
  slopeGainPerLayer: ['paren{∏_{l=1}^{m−1} frac{rms norm{δ^l}}{rms norm{∂C/∂a^l}}}^{1/(m−1)}'],
  weightGainPerLayer: ['paren{∏_{l=1}^{m−1} frac{rms norm{∂C/∂a^l}}{rms norm{δ^{l+1}}}}^{1/(m−1)}'],
  slopeMean: ['mean{φ′(z^l)} ~= frac{1}{N} ∑_j mean{φ′(z_j^l)}'],
  activationDeviation: ['sqrt{mean{(a^l)^2} − mean{a^l}^2}'],
  costShare: ['frac{C_t}{C_0}'],
  expectedStart: ['sqrt{E_W norm{mean{δ^l}}^2}', 'E_W norm{δ^l}^2 ≈ σ_w^2 mean{φ′(z^l)^2} ~E_W norm{δ^{l+1}}^2']
} as const satisfies Record<string, readonly string[]>

/** The formulas of the chapter and of the theory behind the page's other numbers. */
const others = {
  weightedInput: ['z_j^l = ∑_k w_{j k}^l a_k^{l−1} + b_j^l'],
  sigmoid: ['σ(z) = frac{1}{1 + e^{−z}}'],
  sigmoidSlope: ['σ′(z) = σ(z)(1 − σ(z)) ~≤ σ′(0) = frac{1}{4}'],
  quadraticCost: ['C_x = frac{1}{2} norm{y − a^L}^2'],
  crossEntropy: ['C_x = −∑_j ( y_j ln a_j^L ~+ (1 − y_j) ln(1 − a_j^L) )'],
  logLikelihood: ['C_x = −∑_j y_j ln a_j^L'],
  update: ['w → paren{1 − frac{ηλ}{n}} w − η frac{∂C}{∂w}', 'b → b − η frac{∂C}{∂b}'],
  momentum: ['v → μ v − η ∇C(θ)', 'θ → θ + v'],
  nesterov: ['v → μ v − η ∇C(θ + μ v)', 'θ → θ + v'],
  outputDelta: ['δ^L = ∇_a C ⊙ σ′(z^L)'],
  previousDelta: ['δ^l = ((W^{l+1})^⊤ δ^{l+1}) ⊙ σ′(z^l)'],
  biasGradient: ['frac{∂C}{∂b_j^l} = δ_j^l', '∇_{b^l} C = δ^l'],
  weightGradient: ['frac{∂C}{∂w_{j k}^l} = a_k^{l−1} δ_j^l', '∇_{W^l} C = δ^l (a^{l−1})^⊤'],
  generalForm: ['δ^l = Σ′(z^l) (W^{l+1})^⊤ ~Σ′(z^{l+1}) (W^{l+2})^⊤ ~⋯ ~Σ′(z^L) ∇_a C'],
  normBound: ['norm{δ^l} ≤ ~∏_{k=l+1}^L frac{norm{W^k}_2}{4} ~· frac{1}{4} norm{∇_a C}'],
  layerProduct: ['J = Σ′(z^l) (W^{l+1})^⊤ ~⋯ Σ′(z^{m−1}) (W^m)^⊤'],
  speed: ['δ_j^l = frac{∂C}{∂z_j^l}'],
  neuron: ['z_j = w_j a_{j−1} + b_j, ~a_j = σ(z_j)'],
  nudgeRatio: ['frac{∂C}{∂b_1} ≈ frac{ΔC}{Δb_1}'],
  firstChange: ['Δa_1 ≈ frac{∂σ(w_1 a_0 + b_1)}{∂b_1} Δb_1 ~= σ′(z_1) Δb_1'],
  secondChange: ['Δz_2 ≈ frac{∂z_2}{∂a_1} Δa_1 ~= w_2 σ′(z_1) Δb_1'],
  costChange: ['ΔC ≈ σ′(z_1) w_2 σ′(z_2) ⋯ ~σ′(z_4) frac{∂C}{∂a_4} Δb_1'],
  chain: ['frac{∂C}{∂b_1} = σ′(z_1) ~· w_2 σ′(z_2) ~· w_3 σ′(z_3) ~· w_4 σ′(z_4) ~· frac{∂C}{∂a_4}'],
  chainThird: ['frac{∂C}{∂b_3} = σ′(z_3) ~· w_4 σ′(z_4) ~· frac{∂C}{∂a_4}'],
  sixteenth: ['abs{frac{∂C}{∂b_1}} = abs{σ′(z_1) w_2 · σ′(z_2) w_3} ~· abs{frac{∂C}{∂b_3}} ~< frac{1}{16} abs{frac{∂C}{∂b_3}}'],
  smallFactor: ['w_j ∼ N(0, 1) ~⇒ P( abs{w_j} < 1 ) = 0.683', 'abs{w_j} < 1 ⇒ abs{w_j σ′(z_j)} < frac{1}{4}'],
  exploding: ['w_j = 100, ~b_j = −100 a_{j−1} ~⇒ z_j = 0', 'w_j σ′(z_j) = frac{w_j}{4} = 25'],
  explodingRatio: ['frac{∂C/∂b_1}{∂C/∂b_k} = paren{frac{w}{4}}^{k−1}', 'w = 100: ~frac{∂C}{∂b_1} = 25 · 25 · frac{∂C}{∂b_3}'],
  prevalence: ['abs{w σ′(w a + b)} ≥ 1 ~⇒ abs{w} ≥ 4'],
  prevalenceRoots: [
    'σ(z) (1 − σ(z)) ≥ frac{1}{abs{w}} ~⇔ frac{1 − s}{2} ≤ σ(z) ≤ frac{1 + s}{2}, ~s = sqrt{1 − frac{4}{abs{w}}}',
    'abs{z} ≤ ln paren{frac{abs{w} (1 + s)}{2} − 1}'
  ],
  prevalenceWidth: [
    'frac{2}{abs{w}} ln paren{frac{abs{w} (1 + sqrt{1 − 4/abs{w}})}{2} − 1} ~= frac{4}{abs{w}} artanh sqrt{1 − frac{4}{abs{w}}}'
  ],
  prevalenceWidest: ['2 artanh s = frac{1}{s}, ~s = sqrt{1 − frac{4}{abs{w}}}', 'abs{w} = 6.8942, ~Δa = 0.4477'],
  identity: ['w_2 σ(w_1 x + b) ≈ x, ~x = frac{1}{2} + Δ ∈ [0, 1]'],
  identityTaylor: [
    'b = −frac{w_1}{2}, ~w_2 = frac{4}{w_1}, ~c = frac{1}{2} − frac{2}{w_1}',
    'max abs{y − x} = frac{1}{2} − frac{2}{w_1} tanh frac{w_1}{4} ~≤ frac{w_1^2}{96}'
  ],
  identityBest: ['b = −frac{w_1}{2}, ~w_1 = 5.6476, ~w_2 = 1', 'max abs{w_2 σ(w_1 x + b) − x} = 0.0561'],
  glorotWeights: ['abs{w} ≤ sqrt{frac{6}{n_j + n_{j+1}}}'],
  variances: ['Var w = frac{σ_w^2}{n_{in}}, ~Var b = σ_b^2'],
  fixedVariance: ['q = σ_w^2 mean{φ(z)^2} + σ_b^2, ~z ∼ N(0, q)'],
  correlationSlope: ['χ_1 = σ_w^2 mean{φ′(z)^2}, ~z ∼ N(0, q)'],
  depthScale: ['norm{δ^l}^2 ∝ χ_1^{L−l}, ~ξ = frac{1}{abs{ln χ_1}}'],
  criticalLine: ['χ_1 = 1']
} as const satisfies Record<string, readonly string[]>

export const FORMULAS: Readonly<Record<FormulaId, readonly string[]>> = { ...quantities, ...derived, ...others }
export type FormulaId = keyof typeof quantities | keyof typeof derived | keyof typeof others

/** The formulas as the panel shows them, in the order of the chapter. Every one stands in one group. */
export const GROUPS: readonly {
  readonly name: 'backpropagation' | 'chain' | 'unstable' | 'identity' | 'quantities' | 'training' | 'theory'
  readonly ids: readonly FormulaId[]
}[] = [
  {
    name: 'backpropagation',
    ids: ['speed', 'outputDelta', 'previousDelta', 'biasGradient', 'weightGradient', 'generalForm', 'normBound', 'layerProduct']
  },
  {
    name: 'chain',
    ids: [
      'neuron', 'chain', 'chainThird', 'sixteenth', 'nudgeRatio', 'firstChange', 'secondChange', 'costChange', 'sigmoid',
      'sigmoidSlope', 'smallFactor'
    ]
  },
  { name: 'unstable', ids: ['exploding', 'explodingRatio', 'prevalence', 'prevalenceRoots', 'prevalenceWidth', 'prevalenceWidest'] },
  { name: 'identity', ids: ['identity', 'identityBest', 'identityTaylor'] },
  { name: 'quantities', ids: Object.keys({ ...quantities, ...derived }) as (keyof typeof quantities | keyof typeof derived)[] },
  {
    name: 'training',
    ids: ['weightedInput', 'quadraticCost', 'crossEntropy', 'logLikelihood', 'update', 'momentum', 'nesterov', 'glorotWeights']
  },
  { name: 'theory', ids: ['variances', 'fixedVariance', 'correlationSlope', 'depthScale', 'criticalLine'] }
]
