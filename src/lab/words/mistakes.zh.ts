import type { Mistake } from '../../errors/index.ts'

/** A phrase of a mistake and what a Chinese reader gets for it; $1, $2 are taken over as they are, ‹1› is translated in turn. */
type Phrase = readonly [english: RegExp, chinese: string]

const NUMBER = String.raw`[-+\d.e]+`
const phrase = (english: string, chinese: string): Phrase =>
  [new RegExp(`^${english.replaceAll('#', `(${NUMBER})`).replaceAll('*', '(.+)')}$`, 's'), chinese]

/** What documents are refused for: src/experiment, schema.ts and check.ts. */
const DOCUMENT: readonly Phrase[] = [
  phrase('a whole number from # to #', '$1 到 $2 之间的整数'),
  phrase('a whole number, (\\d) or more', '不小于 $1 的整数'),
  phrase('a number of size at most #', '一个数'),
  phrase('a number from 0 to 1e\\+30', '不小于 0 的数'),
  phrase('a number above 0, at most #', '大于 0 的数'),
  phrase('a number from 0 to 1', '0 到 1 之间的数'),
  phrase('a number from 0 to below 1', '不小于 0 且小于 1 的数'),
  phrase('a number from 0 to below 1, or a record *', '不小于 0 且小于 1 的数，或记录 $1'),
  phrase('a number, such as *', '一个数，例如 $1'),
  phrase('true or false', 'true 或 false'),
  phrase('a text of 1 to (\\d+) characters, well-formed and without NUL', '1 到 $1 个字符的文本'),
  phrase('the sizes of 2 to (\\d+) layers with the input and the output, such as *', '连同输入与输出共 2 到 $1 层的大小，例如 $2'),
  phrase('the sizes of all layers, such as *', '各层的大小，例如 $1'),
  phrase('widths such as (\\S+), or (\\S+) for a hundred layers of 30', '各层宽度，例如 $1；一百个 30 神经元的层写作 $2'),
  phrase('at most (\\d+) layers and no empty run', '最多 $1 层，且不能有空段'),
  phrase('one of the keys *', '下列键之一：$1'),
  phrase('one of * as the key', '下列键之一：$1'),
  phrase('one of *', '下列之一：$1'),
  phrase('a record with the keys *', '含下列键的记录：$1'),
  phrase('a record with a kind', '带有 kind 的记录'),
  phrase('the name of the file of inputs', '输入文件的名字'),
  phrase('where the labels or targets are', '标签或目标所在之处'),
  phrase('the name of a safetensors file', 'safetensors 文件的名字'),
  phrase('a list of layers, such as *', '层的列表，例如 $1'),
  phrase('a list of quantities, such as *', '量的列表，例如 $1'),
  phrase('a list of at most (\\d+) changes, such as *', '最多 $1 处改动的列表，例如 $2'),
  phrase('the first update with the new numbers, from 1', '新数值生效的第一次更新，从 1 起'),
  phrase('either (\\S+ n\\}) or (\\S+ n\\})', '$1 或 $2'),
  phrase('1, the only version of the document so far', '1，目前唯一的文档版本'),
  phrase('1, the only version so far', '1，目前唯一的版本'),
  phrase('the key net, such as (\\S+)', '键 net，例如 $1'),
  phrase('every key once', '每个键只出现一次'),
  phrase('percent-encoded UTF-8', '百分号编码的 UTF-8'),
  phrase('a network with its layers, such as *', '带有各层大小的网络，例如 $1'),
  phrase('a kind', '一个 kind'),
  phrase('(\\d+), the inputs of (\\w+) data', '$1，即 $2 数据的输入个数'),
  phrase('(\\d+), as many outputs as inputs, which are the targets', '$1：目标就是输入，两者个数必须相同'),
  phrase('(\\d+) outputs, as many as inputs, which are the targets', '$1 个输出：目标就是输入，两者个数必须相同'),
  phrase('2 outputs, or 1 with outputActivation "sigmoid"', '2 个输出，或 1 个 sigmoid 输出'),
  phrase('(\\d+), for the target of (\\w+) data', '$1，即 $2 数据的目标个数'),
  phrase('(\\d+), for the (\\d+) classes of (\\w+) data', '$1，对应 $3 数据的 $2 个类别'),
  phrase('at least 2 outputs with softmax, which is 1 for a single one', 'softmax 至少要有 2 个输出，只有一个时恒为 1'),
  phrase('at most (\\d+) weights and biases', '最多 $1 个权重与偏置'),
  phrase('batchSize × all units at most (\\d+)', '批量大小 × 全部神经元数不超过 $1'),
  phrase('linear or sigmoid for regression', '回归任务用 linear 或 sigmoid'),
  phrase('quadratic, the cost for regression', 'quadratic，即回归任务的代价函数'),
  phrase('(\\w+) or (\\w+) with outputActivation "(\\w+)"', '$1 或 $2，与输出激活函数 $3 相配'),
  phrase('(\\w+) with outputActivation "(\\w+)"', '$1，与输出激活函数 $2 相配'),
  phrase('false, since no two neighbouring hidden layers have the same width', 'false，因为没有宽度相同的相邻隐藏层'),
  phrase('none, since there is no hidden layer to normalize', 'none，因为没有隐藏层可归一化'),
  phrase('at least 2 neurons with layer normalization, which takes a single one to 0', '层归一化时至少 2 个神经元，只有一个时恒为 0'),
  phrase('at most (\\d+), the inputs of the layer with the most', '最多 $1，即输入最多的一层的输入数'),
  phrase('at most data.train, (\\d+)', '最多 $1，即训练样本数'),
  phrase('at least 2 with batch normalization', '批归一化时至少为 2'),
  phrase('a size that leaves no last batch of a single one of (\\d+) examples', '能让 $1 个样本的最后一批不止一个样本的大小'),
  phrase('a layer from 1 to (\\d+), the output layer', '从 1 到 $1（输出层）的层号'),
  phrase('every layer once, in rising order', '每层一次，从小到大'),
  phrase('at least one layer left to train', '至少留一层训练'),
  phrase('false without momentum', '没有动量时为 false'),
  phrase('0 with adamw, which has its own decay', '用 AdamW 时为 0，它自带权重衰减'),
  phrase('rising steps, above (\\d+)', '递增的步数，大于 $1'),
  phrase('a learningRate, momentum or l2 from there on', '从此生效的 learningRate、momentum 或 l2'),
  phrase('no momentum with (\\w+), which has none of its own', '$1 没有动量，不能设置'),
  phrase('no l2 with adamw, which has its own decay', '用 AdamW 时不设 l2，它自带权重衰减'),
  phrase('every quantity once', '每个量只出现一次'),
  phrase('no accuracy in regression', '回归任务没有准确率'),
  phrase('no validation quantity, since data.validation is 0', '没有验证样本，也就没有验证的量'),
  phrase('at most (\\d+) readings in a run', '一次运行最多 $1 个读数'),
  phrase('none, norm:1 or value:0.5', 'none、norm:1 或 value:0.5')
]

/** What files and data are refused for: src/data, the player and own-data. */
const DATA: readonly Phrase[] = [
  phrase('CSV, IDX, npy or npz', 'CSV、IDX、npy 或 npz'),
  phrase('bytes of another kind', '其他格式的内容'),
  phrase('a file that was dropped on the page', '一个已拖入本页的文件'),
  phrase('a page from a server', '由服务器提供的页面'),
  phrase('a file beside the page', '页面旁边的文件'),
  phrase('a readable file', '可以读取的文件'),
  phrase('a file with data', '有内容的文件'),
  phrase('an empty file', '空文件'),
  phrase('a table with data', '有内容的表格'),
  phrase('at most 1 GiB, unpacked', '解压后不超过 1 GiB'),
  phrase('whole compressed data', '完整的压缩数据'),
  phrase('a fault in it.*', '其中有错误'),
  phrase('a table of two or more columns, separated by commas', '至少两列、以逗号分隔的表格'),
  phrase('two or more columns separated by commas', '至少两列、以逗号分隔'),
  phrase('one column', '只有一列'),
  phrase('(\\d+) columns, as in line (\\d+)', '$1 列，与第 $2 行相同'),
  phrase('a column of (\\S+): a number from 1 to (\\d+)(?:, or a name such as *)?', '$1 的一列：1 到 $2 的列号，或列名'),
  phrase('a finite number that fits float32', 'float32 能表示的有限数'),
  phrase('a label or target', '标签或目标'),
  phrase('an empty cell', '空单元格'),
  phrase('a closing quote', '右引号'),
  phrase('the end of the file', '文件结尾'),
  phrase('a comma or the end of the line after a cell', '单元格之后是逗号或行尾'),
  phrase('rows below the header', '表头之下有数据行'),
  phrase('text in UTF-8', 'UTF-8 文本'),
  phrase('bytes that are not UTF-8', '不是 UTF-8 的内容'),
  phrase('at most (\\d+), the rows of *', '最多 $1，即 $2 的行数'),
  phrase('(\\d+) rows, as in *', '$1 行，与 $2 相同'),
  phrase('(\\d+) targets, one for each row of *', '$1 个目标，与 $2 的行一一对应'),
  phrase('one label a row', '每行一个标签'),
  phrase('a whole-number class label', '整数的类别标签'),
  phrase('(a number|text), as most labels of this column are', '与本列大多数标签同类的内容'),
  phrase('at least two classes', '至少两个类别'),
  phrase('at most (\\d+) classes', '最多 $1 个类别'),
  phrase("(\\d+) classes \\(the network's outputs\\)", '$1 个类别（网络的输出数）'),
  phrase("labels from 0 to (\\d+) for the network's (\\d+) classes", '0 到 $1 的标签，对应网络的 $2 个类别'),
  phrase("labels from 0 to (\\d+), or (\\d+) different ones, for the network's (\\d+) classes", '0 到 $1 的标签，或 $2 个不同的标签'),
  phrase('(\\d+) different labels', '$1 个不同的标签'),
  phrase('(\\d+) outputs for the ten digits of MNIST', '$1 个输出，对应 MNIST 的十个数字'),
  phrase('(\\d+) outputs, the values a row of *', '$1 个输出，即 $2 每行的数值个数'),
  phrase('1 output for the one target column of the table', '1 个输出，对应表中的一列目标'),
  phrase('two arrays with as many rows: inputs and targets', '行数相同的两个数组：输入与目标'),
  phrase('exactly one other array with the (\\d+) rows of *', '恰有另一个数组与 $2 同为 $1 行'),
  phrase('an array of numbers', '数值数组'),
  phrase('pickled Python objects', 'Python 对象'),
  phrase('no fault of its own', '程序自身没有错误')
]

/** What came instead, and what to do. */
const REST: readonly Phrase[] = [
  phrase('nothing', '空缺'),
  phrase('none', '无'),
  phrase('one', '一个'),
  phrase('more', '更多'),
  phrase('several', '多个'),
  phrase('none of them', '一个也没有'),
  phrase('an empty text', '空文本'),
  phrase('other data', '别的数据'),
  phrase('all (\\d+)', '全部 $1 层'),
  phrase('(\\d+) bytes', '$1 字节'),
  phrase('(.+) again', '$1 又出现一次'),
  phrase('the unknown key *', '未知的键 $1'),
  phrase('1 with "(\\w+)"', '1 个 $1 输出'),
  phrase('Did you mean (.+)\\?', '是不是 $1？'),
  phrase('Take smaller batches or narrower layers\\.', '请减小批量或层宽。'),
  phrase('Or take outputActivation (.+)\\.', '或者把输出激活函数改为 $1。'),
  phrase('Give two neighbouring hidden layers the same width\\.', '请让相邻的两个隐藏层宽度相同。'),
  phrase('Batch normalization takes a batch of one to 0\\.', '批归一化会把只有一个样本的批变成 0。'),
  phrase('To look at an untrained network, set training.epochs to 0\\.', '若只想看未训练的网络，把轮数设为 0。'),
  phrase('Set training.optimizer.momentum, such as 0.9\\.', '请先设置动量，例如 0.9。'),
  phrase('Set training.optimizer.weightDecay\\.', '请设置 AdamW 的权重衰减。'),
  phrase('Observe less often, fewer quantities, or without perNeuron\\.', '请减少读数的次数或种类。'),
  phrase('Another kind of (.+) has it\\.', '另一种 $1 才有它。'),
  phrase('Drop the file on the page', '请把文件拖到页面上'),
  phrase('The page alone has (\\S+) images; deltascope lab serves them all', '单个页面只带 $1 张图像；deltascope lab 可提供全部'),
  phrase('The server answered (\\d+)', '服务器的回答是 $1'),
  phrase('The (?:file|archive) is damaged(?: or cut short)?\\.?', '文件已损坏或不完整'),
  phrase('Use deltascope on the command line\\.', '请改用命令行的 deltascope。'),
  phrase('Ask for fewer(?: examples)?', '请减少样本数'),
  phrase('Save the table as UTF-8', '请把表格存为 UTF-8'),
  phrase('Tables with other separators must be converted', '用其他分隔符的表格需要先转换'),
  phrase("(?:For|If these are) measured values,? use task 'regression'", '若是测量值，请把任务改为回归'),
  phrase('Give targets with two or more different labels', '请给出含两种以上标签的目标'),
  phrase('Save the inputs and these targets in an archive of their own', '请把输入与这些目标单独存成一个文件')
]

const ALL = [...DOCUMENT, ...DATA, ...REST]

/** A phrase in Chinese; as it is where it is a value, or not known. Remedies may be several sentences. */
export function saidInChinese(text: string): string {
  for (const [english, chinese] of ALL) if (english.test(text)) return text.replace(english, chinese)
  const more = /^(.*?)\s*And (\d+) more problems?, the next at (\S+)\.$/s.exec(text)
  if (more) return `${more[1] === '' ? '' : saidInChinese(more[1]!)}另有 ${more[2]} 处问题，下一处在 ${more[3]}。`
  return text
}

function placeInChinese(where: string): string {
  return where
    .replace(/, line (\d+)/, '，第 $1 行').replace(/, column (\d+)(?: \((.+)\))?/, '，第 $1 列（$2）').replace('（）', '')
    .replace(/, row (\d+) \(counted from 0\)/, '，第 $1 行（从 0 数起）')
}

/** A mistake with every part in Chinese. */
export function mistakeInChinese({ code, where, expected, got, remedy }: Mistake): Mistake {
  return {
    code, where: placeInChinese(where), expected: saidInChinese(expected), got: saidInChinese(got),
    ...(remedy === undefined ? {} : { remedy: saidInChinese(remedy) })
  }
}
