import type { ControlWords } from './controls.en.ts'

export const chinese: ControlWords = {
  anew: '改动后从头开始', live: '即时', liveSays: '训练途中可以直接改',
  mixed: '未标“即时”者改动后从头开始',
  followed: names => `为保持一致，同时改动了：${names}。`,
  names: {
    'network.layers': '输入与输出的个数', 'network.outputActivation': '输出', 'network.cost': '代价', 'network.residual': '残差连接已关闭',
    'network.normalization': '已取消归一化', 'network.initialization.weights.connections': '每个神经元的输入数', 'training.batchSize': '批量大小',
    'training.optimizer.nesterov': '已关闭 Nesterov', 'training.l2': 'L2 衰减', 'training.frozen': '冻结的层'
  },
  advanced: '更多',
  notANumber: '请填一个数，例如 0.5。',
  wholeFrom: (low, high) => `请填 ${low} 到 ${high} 之间的整数。`,
  trouble: {
    bad: (step, layer, what, operation) => `第 ${step} 次更新时，${layer}的${what}${operation}超出了数的范围。`,
    layer: layer => `第 ${layer} 层`, output: '输出层',
    badWhole: (step, what, operation) => `第 ${step} 次更新时，${what}${operation}超出了数的范围。`,
    quantities: {
      activation: '激活值 a ', weightedInput: '加权输入 z ', cost: '代价', delta: '误差 δ ', gradWeights: '权重的梯度',
      gradBiases: '偏置的梯度', gradGains: '增益的梯度', weights: '权重', biases: '偏置', gains: '增益'
    },
    operations: {
      input: '在数据中', initialisation: '在初始化时', update: '在更新中', 'matrix product': '在权重与激活值的乘积中',
      normalisation: '在归一化中', activation: '在激活函数中', cost: '在代价函数中', backpropagation: '在反向传播中',
      gradient: '在求梯度时', unknown: '在某处'
    },
    back: '回到上一个能运行的实验', book: '打开书中的网络'
  },
  busy: {
    opening: '这个实验需要准备一段时间。', working: '这个网络每次更新都要很久。',
    size: (weights, memory) => `${weights} 个权重与偏置，约占 ${memory} 内存。`,
    back: '取消，回到上一个能运行的实验', book: '取消，打开书中的网络'
  },
  unequal: {
    differ: (large, reach, small, other) => `各列的大小相差悬殊：${large}最大到 ${reach}，${small}只到 ${other}。`,
    large: (column, reach) => `输入很大：${column}最大到 ${reach}。`,
    why: '过大的输入会使第一层还没学到东西就饱和。标准化之后，每一列在训练样本上的均值为 0，标准差为 1。',
    mend: '把各列标准化', leave: '保持原样', column: name => (/^\d+$/.test(name) ? `第 ${name} 列` : `“${name}”列`)
  },
  remedies: {
    try: '可以试试（从头开始，种子不变）：', none: '数据中含有非有限的数，改设置无济于事。',
    learningRate: rate => `学习率 ${rate}`, clipping: limit => `把梯度范数裁剪到 ${limit}`,
    weights: kind => `${kind}权重`, l2: '取消 L2 衰减'
  },
  help: {
    title: '按键', space: '空格', play: '播放与暂停', update: '更新一次', epoch: '训练一轮', back: '回到上一个记录的时刻',
    forward: '到下一个记录的时刻', reset: '用同一种子重置', seed: '换种子', build: '显示或隐藏搭建面板', help: '本列表',
    named: { arrows: '← → Home End', enter: 'Enter', escape: 'Esc' },
    arrows: '在图表上：沿时间移动', enter: '在图表上：固定这一时刻', escape: '取消固定',
    single: '启用单键操作（若用语音控制电脑或容易误触，可关闭）', close: '关闭'
  },
  data: {
    legend: '数据', kind: '数据集',
    images: '图像', points: '平面上的点', other: '数值', own: '自己的数据',
    mnist: 'MNIST，1000 个数字（页面自带）', mnistWhole: 'MNIST，50000 个数字（47 MB）',
    mnistLoads: '选中时才从本服务器下载，47 MB。',
    mnistNot: '完整的 50000 个数字需要由服务器提供页面（deltascope lab）；这个页面是单个文件。',
    curves: '曲线（重构）', circles: '同心圆', blobs: '点团', spirals: '螺旋', xor: '异或', regression: '波形（拟合）',
    train: '训练样本数', validation: '验证样本数', noise: '噪声', classes: '类别数', side: '每边像素数',
    reconstruct: '以输入为目标', scale: '输入乘以',
    standardize: '各列标准化', standardizeSays: '每个输入在训练样本上的均值为 0、标准差为 1',
    remove: '从本页移除',
    targets: '目标', targetsColumn: '目标所在的列', targetsArray: '目标数组',
    task: '任务', classification: '分类', regressionTask: '回归',
    choose: '打开自己的数据……',
    formats: 'CSV、IDX、npy 或 npz（可用 gzip 压缩），或 JSON 格式的实验；也可以把文件拖到页面任意处。数据不会离开本页。',
    reading: name => `正在读取 ${name}……`,
    waits: name => `已收到 ${name}。还差配对的另一个文件：标签或输入。`,
    rows: (rows, inputs) => `${rows} 行，每行 ${inputs} 个输入`
  },
  network: {
    legend: '网络', depth: '隐藏层数', inputs: n => `${n} 个输入`, outputs: n => `${n} 个输出`,
    width: layer => `第 ${layer} 层的神经元数`, widthDrag: layer => `第 ${layer} 层的宽度`,
    neurons: n => `${n} 个神经元`,
    move: (layer, of) => `移动第 ${layer} 层（共 ${of} 层）：拖动或用方向键`, remove: layer => `删除第 ${layer} 层`,
    add: '添加一层', many: n => `共 ${n} 个隐藏层，太多而不逐层列出。请用文本填写。`,
    text: '用文本表示', textSays: '784-30x5-10：五个 30 神经元的层',
    activation: '激活函数', output: '输出与代价', normalization: '归一化', residual: '残差连接',
    residualNot: '需要相邻两层宽度相等'
  },
  start: {
    legend: '初始化', weights: '权重', scaling: '除以', std: '标准差', gain: '增益', distribution: '分布',
    connections: '每个神经元的输入数', value: '取值', biases: '偏置', biasStd: '标准差', biasValue: '取值', seed: '随机种子'
  },
  training: {
    legend: '训练', optimizer: '优化算法', learningRate: '学习率', momentum: '动量', nesterov: 'Nesterov 动量',
    nesterovNot: '需要先有动量', sutskever: '逐渐增大（Sutskever）', momentumMax: '增大到', batchSize: '批量大小', l2: 'L2 衰减', l2Not: 'AdamW 自带权重衰减',
    epochs: '轮数', epochsSays: '增加则继续训练，减少则从头开始',
    decay: '平方的衰减率', beta1: '均值的衰减率', beta2: '平方的衰减率', epsilon: '分母中的小量', weightDecay: '权重衰减',
    schedule: '学习率调度', constant: '不变', step: '阶梯', cosine: '余弦', every: '每阶轮数', factor: '每阶倍数', final: '最终比例',
    clipping: '梯度裁剪', none: '不裁剪', norm: '按范数', byValue: '逐个数值', limit: '上限',
    frozen: '冻结的层', frozenText: '冻结的层（文本）', frozenSays: '1-4-5：第 1、4、5 层', outputLayer: '输出层'
  },
  activations: {
    sigmoid: 'sigmoid', tanh: 'tanh', relu: 'ReLU', leakyRelu: '带泄漏 ReLU', elu: 'ELU', selu: 'SELU', gelu: 'GELU', silu: 'SiLU（swish）',
    softplus: 'softplus', softsign: 'softsign', hardTanh: '硬 tanh', erf: 'erf', linear: '线性'
  },
  outputs: {
    'sigmoid+crossEntropy': 'sigmoid，交叉熵', 'sigmoid+quadratic': 'sigmoid，二次代价',
    'linear+quadratic': '线性，二次代价', 'softmax+logLikelihood': 'softmax，对数似然'
  },
  weights: {
    normal: '正态', uniform: '均匀', he: 'He', glorot: 'Glorot（Xavier）', lecun: 'LeCun', orthogonal: '正交', identity: '恒等',
    sparse: '稀疏', constant: '全部相同', safetensors: '来自文件'
  },
  scalings: { none: '不除', fanIn: '√扇入', fanAverage: '√平均扇入扇出' },
  distributions: { normal: '正态', uniform: '均匀' },
  biases: { normal: '正态', zero: '零', constant: '全部相同' },
  normalizations: { none: '无', batch: '批归一化', layer: '层归一化' },
  optimizers: { sgd: 'SGD', adagrad: 'Adagrad', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' }
}
