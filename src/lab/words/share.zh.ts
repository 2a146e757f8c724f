import type { ShareWords } from './share.en.ts'

export const chinese: ShareWords = {
  title: '分享与导出', close: '关闭',
  link: '链接', linkHint: '网址里就是整个实验。',
  command: '命令', commandHint: '在终端里用 Node 运行同一个实验。',
  copyLink: '复制链接', copyCommand: '复制为命令', copySnippet: '复制代码',
  copied: '已复制', selected: '已选中：请按 Ctrl+C（Mac 上按 ⌘C）',
  ownFiles: names => `对方还需要你自己的文件：${names}。`,
  fingerprint: '指纹',
  fingerprintHint: '由本次运行的全部读数算出。用链接或命令运行到底，得到的指纹相同。',
  noFingerprint: '运行结束后，这里会显示指纹：用链接或命令运行，得到的指纹相同。',
  run: '本次运行', csv: '读数（CSV）', jsonl: '读数（JSON Lines）', safetensors: '权重（safetensors）', json: '实验（JSON）',
  saved: name => `已保存 ${name}`,
  left: '文件生成之前，页面打开了另一个实验。',
  embed: '嵌入别的网页', embedHint: '高度随内容变化。勾选课堂上用不到的部分。', snippet: '网页代码', hide: '不显示',
  parts: {
    run: '播放与时间', stories: '故事', build: '搭建', headline: '顶部的一句话', network: '网络', speed: '学习速度', cost: '代价与准确率',
    shares: '权重与斜率的份额', slopes: '斜率', activations: '激活值', compare: '对比', understand: '弄懂原因', share: '分享'
  },
  badLink: '这个链接无法读取。', badLinkKept: '页面上的实验保持原样。', badLinkBook: '页面改为显示书中的网络。',
  badLinkMend: '改回正确的网址'
}
