import type { CompareWords } from './compare.en.ts'

export const chinese: CompareWords = {
  title: '对比',
  lead: '保留这次运行，改动某处，再在上面的图中同时看到两者：细虚线是保留的运行。最多四次。',
  keep: '保留这次运行', full: '已保留四次运行。请先移除一次。', kept: name => `已保留为 ${name}。`, removed: name => `已移除 ${name}。`,
  list: '保留的运行',
  name: name => `运行 ${name} 的名称`,
  remove: name => `移除 ${name}`,
  open: name => `重新打开 ${name}`,
  openShort: '重新打开',
  removeShort: '移除',
  table: '差别与结果', now: '当前运行', differs: '差别', numbers: '结果', alike: '这些实验完全相同。', missing: '无',
  epochs: '已训练轮数', gapStart: '最后隐藏层 ÷ 第 1 层，开始时', gapNow: '最后隐藏层 ÷ 第 1 层，现在', cost: '代价', accuracy: '准确率', fingerprint: '指纹',
  times: n => `${n} 倍`, percent: n => `${n} %`,
  depths: {
    title: '同样的实验，一到六个隐藏层',
    lead: '保持宽度不变，用一到六个隐藏层依次训练当前的实验，与页面上的运行互不影响。各图坐标相同。',
    start: '训练一到六层', again: '重新训练', stop: '停止',
    own: '不能用于你自己的文件：它们只在本页的运行里。', weights: '不能用于来自文件的权重：它们只适合一种深度。',
    name: n => `${n} 个隐藏层`, open: n => `打开 ${n} 个隐藏层的实验`,
    waiting: '等待中', training: epoch => `第 ${epoch} 轮`, gap: times => `最后一层 ÷ 第 1 层：${times} 倍`, only: '只有一层，没有差距',
    ended: '数值超出了范围', failed: '无法运行', stopped: '已停止', done: '各种深度都已训练完毕。', layer: l => `第 ${l} 层`, speed: '‖δ‖', epoch: '轮'
  }
}
