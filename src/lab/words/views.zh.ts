import { divisor } from './divisor.ts'
import type { PanelWords } from './views.panels.en.ts'

export const chinese: PanelWords = {
  and: '和', comma: '、', layers: (first, last) => `第 ${first} 层到第 ${last} 层`,
  layer: l => `第 ${l} 层`, output: '输出层', outputShort: '输出层',
  epoch: '轮', atStart: '开始时，尚未训练', atEpoch: epoch => `第 ${epoch} 轮`, before: '仍属上一个实验', stopped: epoch => `在第 ${epoch} 轮停止`,
  lastFinite: '曲线与数值是最后的有限值，来自第 {epoch} 轮。',
  drawn: '共 {all} 层，画出 {shown} 层。', drawnKept: '保留的运行画出 {all} 层中的 {shown} 层。',
  learns: '的学习速度', would: '应有的学习速度', still: '仍在学习', wouldStill: '本来仍会学习', divisor,
  headline: {
    learn: '的学习速度', frozen: '已冻结：{layers}。', noRate: '学习率为 0。',
    label: '文字说明',
    nothing: '正在抽取权重。',
    slower: '{one}{learns}只有{above}的 1/{ratio}',
    faster: '{one}{learns}是{above}的 {ratio} 倍',
    even: '{one}和{above}{learn}差不多',
    one: '第 1 层',
    keeps: '；信号每往回传一层只剩 {kept}：斜率乘 {slopes}，权重乘 {weights}。',
    keepsOne: '；上方传回的信号只剩 {kept}：斜率乘 {slopes}，权重乘 {weights}。',
    grows: '；信号每往回传一层放大为 {kept} 倍：斜率乘 {slopes}，权重乘 {weights}。',
    growsOne: '；上方传回的信号放大为 {kept} 倍：斜率乘 {slopes}，权重乘 {weights}。',
    yetUpper: '；但单个样本的误差每往回传一层只剩 {kept}（斜率乘 {slopes}，权重乘 {weights}）：取平均时，上面各层抵消得更多。',
    yetLower: '；但单个样本的误差每往回传一层变为 {kept} 倍（斜率乘 {slopes}，权重乘 {weights}）：取平均时，下面各层抵消得更多。',
    stop: '。',
    shallow: '没有隐藏层，所以误差往回传时什么也不会丢失。输出层{learns}是 {speed}。',
    zero: '{layers}的梯度恰好是 {zero}：那里什么也学不到。{above}{still}。',
    zeroAll: '所有梯度恰好都是 {zero}：没有一层在学习。',
    notFinite: '{layers}的学习速度不是有限的数。',
    brokeOff: '第 {step} 次更新时，数值超出了一切界限，最先出现在{layer}，训练就此停止。',
    brokeOffWhole: '第 {step} 次更新时，数值超出了一切界限，训练就此停止。', upToThere: '各图只画到那一刻。',
    spoken: (when, what) => `${when}：${what}`
  },
  network: {
    title: '网络', inputs: n => `${n} 个输入`, unit: '∂C/∂b', norm: '‖δ‖',
    says: '每根横条是一个神经元的 ∂C/∂b：它此刻{learns}。最长的是{layer}的第 {neuron} 个神经元：{value}。',
    lines: '连线是最强的权重。', noLines: '两层之间超过 {most} 个权重时不画连线。',
    saysZero: '每根横条是一个神经元的 ∂C/∂b：它此刻学得多快。现在全都是 {zero}。',
    saysNotFinite: '每根横条是一个神经元的 ∂C/∂b。虚线圆圈表示该神经元的值不是有限的数。',
    saysBroke: '从第 {step} 次更新起，神经元的 ∂C/∂b 不再是有限的数，最先出现在{layer}：用虚线圆圈表示。'
  },
  speed: {
    title: '学习速度', quantity: '显示',
    start: '每个标记是刚抽取权重时的一层。虚线是抽取任何权重之前理论所预期的值：{layer}为 {expected}，这次抽取的是 {value}。',
    theoryTitle: '开始时', layerColumn: '层', expectedColumn: '理论预期', drawnColumn: '这次抽取',
    startPlain: '每个标记是刚抽取权重时的一层。',
    slowed: '{layer}{learns}已降到开始时的 1/{ratio}。',
    sped: '{layer}{learns}已升到开始时的 {ratio} 倍。',
    same: '{layer}{learns}和开始时差不多。',
    zeroNow: '{layer}恰好是 {zero}。',
    valueIs: '{layer}现在是 {value}。',
    broke: '从第 {step} 次更新起，{layer}没有有限的值。',
    brokeLast: '从第 {step} 次更新起，{layer}没有有限的值。最后一个是 {value}。'
  },
  change: { learningRate: value => `η = ${value}`, momentum: value => `μ = ${value}`, l2: value => `λ = ${value}`, ended: epoch => `在第 ${epoch} 轮停止` },
  ridges: '轮廓下方的短竖线是中位数，横线是居中的九成。',
  cost: {
    title: '代价与准确率', training: '观测样本', validation: '验证样本', cost: '代价', validationCost: '验证代价', accuracy: '准确率', validationAccuracy: '验证准确率',
    costAxis: '代价 C', accuracyAxis: '判断正确的样本比例',
    says: '代价是 {cost}，为开始时的 {share}。',
    saysStart: '代价是 {cost}。',
    broke: '从第 {step} 次更新起，代价不再是有限的数。',
    brokeLast: '从第 {step} 次更新起，代价不再是有限的数。最后一个有限的值是第 {epoch} 轮的 {cost}。',
    right: '观测样本中 {accuracy} 判断正确',
    rightValidation: '，验证样本中 {validation}',
    stop: '。'
  },
  shares: {
    title: '是什么让信号变小', gain: '往回传时的倍数',
    says: '从{above}传到{layer}，信号乘以 {kept}：其中斜率乘 {slopes}，上一层的权重乘 {weights}。',
    slopesDo: '主要是斜率的作用。', weightsDo: '主要是权重的作用。', undo: '二者的作用相反。',
    stopped: '{layer}的斜率全都是 {slopes}：信号完全传不过去。',
    nothing: '传回的信号恰好是 0，无从划分。',
    broke: '从第 {step} 次更新起，传回的信号不再有限，无从划分。'
  },
  slopes: {
    title: '各层所处的斜率', z: '加权输入 z', slope: letter => `斜率 ${letter}′(z)`,
    says: '{layer}的加权输入有 {share} 落在斜率不到最大值 5 % 的地方。',
    saysNone: '没有一处斜率低于最大值的 5 %：每一层的饱和比例都是 {share}。',
    saysFlat: '线性神经元的斜率处处相同。',
    notFinite: '{layers}的加权输入不再是有限的数。'
  },
  activations: {
    title: '激活值', a: '激活值 a',
    says: '{layer}的激活值均值为 {mean}，标准差为 {std}。',
    dead: '其中 {dead} 的神经元已经死亡：对每个样本斜率都是 0。',
    notFinite: '{layers}的激活值不再是有限的数。'
  },
  time: {
    label: title => `${title}：所显示的时刻`,
    newest: epoch => `最新，第 ${epoch} 轮`, at: epoch => `第 ${epoch} 轮`,
    pinned: '已固定', back: '回到最新'
  },
  values: { label: epoch => `第 ${epoch} 轮的数值`, of: (quantity, values) => `${quantity}：${values}`, missing: '无数值', network: '整个网络' },
  numbers: { show: '显示数值', of: title => `：${title}` },
  formula: { label: '公式', of: quantity => `公式：${quantity}`, close: '关闭' }
}
