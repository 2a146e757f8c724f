import { causeChinese } from './stories-cause.zh.ts'
import { curesChinese } from './stories-cures.zh.ts'
import type { StoriesWords } from './stories.en.ts'
import { problemChinese } from './stories-problem.zh.ts'

export const chinese: StoriesWords = {
  label: '故事', space: '', close: '关闭', all: '全部故事', previous: '上一个', next: '下一个', leave: '离开故事',
  lead: '把那一章的图和论断亲手试一遍。每个故事都会打开相应的实验，并问你看到了什么；你的回答会与页面上的读数核对。',
  groups: { problem: '梯度消失', cause: '原因何在', obstacles: '其他障碍', cures: '有效的办法' },
  number: (n, of) => `第 ${n} 个故事，共 ${of} 个`,
  solvedOf: (solved, of) => `已解 ${solved} / ${of}`,
  solvedAll: (solved, of) => `共 ${of} 个问题，已解 ${solved} 个`,
  nth: n => `问题 ${n}`,
  done: '已解决', task: '待完成',
  again: '从头开始这个故事', forget: '清除我的回答', forgetAll: '清除全部回答',
  understand: '到“弄懂原因”中查看',
  check: '核对', answer: '你的数', show: '显示答案',
  wrong: '不是这个。', early: '页面现在还无法判断。', unreadable: '请填写一个数，例如 4.7。',
  high: given => `${given} 太大了。`, low: given => `${given} 太小了。`,
  inverse: given => `${given} 是反过来的比值。`, hundredfold: '请用百分数表示。',
  stories: { ...problemChinese, ...causeChinese, ...curesChinese }
}
