import { divisor } from './divisor.ts'
import type { UnderstandWords } from './understand.en.ts'

export const understandChinese: UnderstandWords = {
  label: '弄懂原因',
  topics: {
    chain: '神经元链', exploding: '梯度爆炸', prevalence: '平衡有多罕见', identity: '恒等神经元', products: '逐层乘积', phase: '相图', formulas: '公式'
  },
  neuron: '神经元', list: '、', and: ' 和 ', space: '', reset: '重置', typeHint: '可以直接输入任何数，包括超出滑块范围的数。',
  failed: '没能算出结果。请换一组数值，或重新加载页面。',
  seeFormula: name => `公式：${name}`,
  chain: {
    lead: '和书中一样，每层只有一个神经元。第一个偏置学得多快，是一个乘积：在通往代价函数的路上，每个神经元贡献一个斜率和一个权重。',
    presets: '起点', drawn: '从 N(0, 1) 抽取 w、b', vanishing: '消失：w = 0.9，z = 0', exploding: '爆炸：w = 100，z = 0',
    seed: n => `第 ${n} 次抽取`,
    neurons: '神经元个数', input: '输入 a₀', target: '目标 y', activation: '激活函数', own: '权重和偏置',
    weight: j => `权重 w${j}`, bias: j => `偏置 b${j}`, nth: j => `神经元 ${j}`,
    factors: '逐个因子看乘积', running: '到此为止的乘积',
    gradient: (value, smallest, size) => `∂C/∂b₁ = ${value}。把它缩得最小的因子是 ${smallest} = ${size}。`,
    slower: (times, last) => `神经元 1 的学习速度只有神经元 ${last} 的 1/${divisor(times)}。`,
    faster: (times, last) => `神经元 1 的学习速度是神经元 ${last} 的 ${times} 倍。`,
    alike: last => `神经元 1 和神经元 ${last} 学得一样快。`,
    stuck: '神经元 1 完全不学习：有一个因子为 0。',
    slopes: letter => `各神经元在 ${letter}′ 曲线上的位置`, slope: letter => `斜率 ${letter}′(z)`, input_z: '加权输入 z',
    slopesSay: (letter, most, flattest, z, slope) => `${letter}′ 最大为 ${most}。最平坦的位置是 ${flattest} = ${z}，那里的斜率为 ${slope}。`,
    ratio: layer => `神经元 1 与神经元 ${layer} 之比`,
    promised: (weights, bound, ratio) => `${weights} 的绝对值都不大于 1，所以比值不可能超过 ${bound}；这里是 ${ratio}。`,
    notPromised: (weights, bound, ratio) => `${weights} 的绝对值大于 1，上界 ${bound} 就没有保证；这里的比值是 ${ratio}。`,
    below: '它仍未超过上界。', above: '它超过了上界。',
    nudge: '轻推第一个偏置', nudgeTable: '从偏置到代价', nudgeBy: '扰动 Δb₁',
    nudgeLead: '书中让 b₁ 变化一点点，再沿着链条追踪这个变化，从而得到上面的乘积。每走一步就多乘一个因子。',
    change: '变化量', by: '乘以', predicted: '乘积给出', measured: '实测',
    nudgeSay: (change, measured, predicted, off) => `b₁ 变化 ${change}，代价随之变化 ${measured}；乘积给出 ${predicted}，相差 ${off}。`,
    nudgeExact: (change, measured) => `b₁ 变化 ${change}，代价随之变化 ${measured}，与乘积给出的相同。`
  },
  exploding: {
    lead: '让所有神经元的权重都等于 w，并选取偏置使每个 z 都为 0，那里 σ′ 等于 ¼。于是每个因子都是 w/4：w 小于 4 时乘积越来越小，大于 4 时越来越大。',
    weight: '权重 w', neurons: '神经元个数', shift: 'b₁ 的偏移',
    title: '各神经元的学习速度', speed: '|∂C/∂b|', now: w => `w = ${w}`, moved: w => `w = ${w}，b₁ 已偏移`,
    faster: (factor, times, last) => `每个因子是 ${factor}，所以神经元 1 的学习速度是神经元 ${last} 的 ${times} 倍。`,
    slower: (factor, times, last) => `每个因子是 ${factor}，所以神经元 1 的学习速度只有神经元 ${last} 的 1/${divisor(times)}。`,
    alike: '每个因子恰好是 1：所有神经元学得一样快。',
    shifted: (shift, ratio, intended) => `但这种平衡如在刀刃上：b₁ 偏移 ${shift}，比值就变成 ${ratio}，而不是 ${intended}。`,
    shiftedZ: (z, slope) => `此时最大的 |z| 为 ${z}，那里的斜率为 ${slope}。`
  },
  prevalence: {
    lead: '因子 |wσ′(wa + b)| 要达到 1，|w| 至少为 4。但 w 一大，z 也随之变大，而那里的 σ′ 很小。所以只有很窄的一段激活值 a 能做到。',
    weight: '权重 w', bias: '偏置 b',
    factorTitle: '因子随前一层激活值的变化', activation: '激活值 a', factor: '|wσ′(wa + b)|', one: '因子等于 1',
    widthTitle: '这段范围有多宽', size: '|w|', width: '范围的宽度', widest: '最宽', here: '当前',
    none: (w, most) => `|w| = ${w} 时没有激活值能做到：因子最大只有 ${most}。`,
    point: '|w| = 4 时，只有一个激活值使因子达到 1。',
    range: (low, high, width) => `a 从 ${low} 到 ${high} 时因子不小于 1，这段范围宽 ${width}。`,
    inside: width => `sigmoid 的激活值在 0 与 1 之间，其中占 ${width}。`,
    outside: 'sigmoid 的激活值在 0 与 1 之间：没有一个落在这段范围内。',
    chance: '平衡会碰巧出现吗？',
    chanceLead: '如果各个因子碰巧平衡，第一个和最后一个神经元的 ∂C/∂b 就会差不多。这里随机抽取许多条链，数出两者相差不超过 2 倍的链。',
    chanceTitle: '处于平衡的链', neurons: '神经元个数', share: '链的比例', random: '从 N(0, 1) 抽取 w、b', tuned: '调好的：z = 0，典型因子为 1',
    chanceSay: (chains, neurons, random, tuned) =>
      `从 N(0, 1) 抽取的 ${chains} 条 ${neurons} 个神经元的链中，处于平衡的占 ${random}。即使让每个 z 都为 0，并把权重放大到典型因子为 1，也只占 ${tuned}，而且链越长越少。`,
    factorsSay: (weights, factors, median) =>
      `抽到的权重中 ${weights} 满足 |w| < 1，因子中 ${factors} 满足 |wσ′(z)| < ¼；有一半的因子小于 ${median}。`,
    widthSay: (width, at, most) => `这里的范围宽 ${width}。它最宽也只有 ${most}，出现在 |w| = ${at} 处。`
  },
  identity: {
    lead: '一个 sigmoid 神经元能把输入原样传下去吗？书中要求找到 w₁、b、w₂，使得在 0 到 1 上 w₂σ(w₁x + b) ≈ x。',
    way: '权重的取法', hand: '手动', posed: '没有输出偏置时的最优', taylor: '带输出偏置，按泰勒级数', minimax: '带输出偏置，最优的 w₂',
    w1: '权重 w₁', b: '偏置 b', w2: '权重 w₂', c: '输出偏置 c',
    title: '神经元的输出', x: '输入 x', y: '输出', wanted: 'y = x', got: '神经元',
    error: '最大误差',
    handSay: error => `在 0 到 1 上的最大误差为 ${error}。`,
    posedSay: (error, w1) => `按题目原样，误差最小也有 ${error}，此时 w₁ = ${w1}。照提示取很小的 w₁ 反而更差。`,
    biasSay: (error, w1, w2) => `借助下一层的偏置 c，取 w₁ = ${w1}、w₂ = ${w2}，误差为 ${error}。w₁ 越小，误差越小，w₂ 也就越大。`,
    wantTitle: 'w₂ 需要多大', want: '误差 ε',
    wantSay: (error, taylor, best) => `要使误差不超过 ${error}，按泰勒级数 w₂ 要取 ${taylor}，最少也要 ${best}。`,
    weightNeeded: '所需的 w₂', byTaylor: '泰勒级数', byBest: '最优的 w₂'
  },
  products: {
    lead: '把误差从最后一层带回第 l 层的是一个矩阵：斜率、权重、斜率、权重，依次相乘。它的奇异值说明每个方向上的误差还剩多少。单看权重的范数，允许的要多得多。',
    title: '误差逐层还剩多少', kept: '剩下的比例', passed: '向下经过的层数',
    bound: '范数上界', slopesBound: '范数和斜率', largest: '最大', rms: '典型（均方根）', smallest: '最小',
    say: (from, largest, rms, bound, loose) =>
      `第 ${from} 层的误差传到第 1 层，最多剩下 ${largest}，典型方向上剩下 ${rms}。单看范数允许 ${bound}，宽松了 ${loose} 倍。`,
    sayNothing: from => `第 ${from} 层的误差传到第 1 层，一点也不剩。`,
    setting: '用的是这个实验的初始权重，以及一个像素相互独立的随机输入。',
    waiting: '正在计算……',
    single: '这个网络没有隐藏层，误差没有更下面的层可以传。',
    tooLarge: '这样大的层在这里算得太久；只计算每层不超过 100 个神经元、总共不超过 16 层的网络。',
    notPlain: '归一化和残差连接不在这个乘积之内：它只描述普通的层。',
    notDrawn: '权重来自文件，这里不读取文件。'
  },
  phase: {
    lead: '在很宽的网络里，决定梯度去向的只有初始化的两个数：权重的方差和偏置的方差。在曲线左边梯度消失，在右边梯度爆炸。圆点是这个实验的各层。',
    activation: '激活函数', asNetwork: name => `与网络相同：${name}`,
    title: name => `每过一层 ‖δ‖ 还剩多少，${name}`,
    weights: '权重方差 σw²', biases: '偏置方差 σb²', kept: '每层 ‖δ‖ 的因子 √χ₁', line: '混沌边缘，√χ₁ = 1', dots: '这个网络',
    dot: (layer, w, b) => `第 ${layer} 层：σw² ${w}，σb² ${b}`,
    waiting: share => `正在计算相图：${share}`,
    ordered: (kept, times) => `每层保留 ‖δ‖ 的 ${kept}，所以每一层的学习速度只有上一层的 1/${divisor(times)}：梯度消失。`,
    lost: '每过一层 ‖δ‖ 乘以 0：梯度一点也不剩。',
    chaotic: kept => `向下每过一层，‖δ‖ 乘以 ${kept}：梯度爆炸。`,
    critical: '这个网络正处在边缘上：梯度既不消失也不爆炸。',
    depth: depth => `每 ${depth} 层，梯度的平方变化 e 倍。`,
    away: (w, b) => `σb² = ${b} 时，边缘在 σw² = ${w} 处。`,
    none: name => `在这个偏置方差下 ${name} 没有混沌边缘：无论权重多大，梯度都会消失。`,
    runsAway: w => `σw² = ${w} 处的边缘没有用处：加权输入的方差会离它而去。`,
    saturated: (w, share) => `σw² = ${w} 处的边缘没有用处：那里 ${share} 的神经元已经饱和。`,
    notRandom: '这个实验的权重不是以 0 为均值随机抽取的，而理论只描述那种权重：图上没有圆点。',
    notPlain: '归一化和残差连接不在此图之内：圆点对应的是普通网络。',
    constantBiases: '所有偏置取同一个值的情形不在此图之内：圆点对应的是偏置为 0 的网络。',
    notes: { grows: '这里 z 的方差会无限增长。', dies: '这里信号随深度逐渐消失。' }
  },
  formulas: {
    lead: '本页的每个数都能在这里找到公式。x 是一个样本，⟨·⟩ 是对样本取平均，l 是层，j 和 k 是神经元，L 是输出层。',
    groups: {
      backpropagation: '反向传播：四个方程和一般形式', chain: '单神经元链', unstable: '消失、爆炸，以及平衡有多罕见',
      identity: '恒等神经元', quantities: '图表显示的量', training: '训练', theory: '很宽的网络'
    }
  }
}
