import type { ShellWords } from './index.ts'

export const chinese: ShellWords = {
  title: 'Deltascope 实验室',
  tagline: '每一层学得有多快？',
  skip: '跳到图表',
  stories: '故事',
  language: '语言',
  scheme: { label: '配色', auto: '跟随系统', light: '浅色', dark: '深色' },
  run: {
    label: '运行',
    play: '播放', pause: '暂停', update: '更新一次', epoch: '训练一轮', reset: '重置', newSeed: '换种子',
    speed: '速度', fastest: '全速', perSecond: n => `每秒 ${n} 次`,
    time: '已记录的轮', newest: '最新',
    at: (epoch, epochs) => `第 ${epoch} 轮，共 ${epochs} 轮`,
    rate: n => `${n} 次更新/秒`,
    more: n => `再训练 ${n} 轮`,
    stop: '。', fingerprint: '指纹', frozen: '已停止', cannot: '无法运行'
  },
  phase: { opening: '准备中……', ready: '尚未训练', playing: '训练中', paused: '已暂停', over: '完成', failed: '这个实验无法运行' },
  quantities: {
    deltaNorm: '‖δ‖，学习速度', deltaRms: '单个样本的 δ，均方根', weightGradientNorm: '‖∂C/∂W‖，权重梯度',
    updateRatio: '‖ΔW‖/‖W‖，更新的相对大小', activationMean: '激活值的均值', activationVariance: '激活值的方差',
    weightedInputMean: '加权输入的均值', weightedInputVariance: '加权输入的方差', slopeMeanSquare: '斜率的均方',
    saturatedShare: '饱和比例', deadShare: '死亡比例', weightGain: '增益中权重的份额', slopeGain: '增益中斜率的份额'
  },
  mistake: (where, expected, got) => `${where}：应为 ${expected}，却是 ${got}。`,
  mistakeHere: (expected, got) => `应为 ${expected}，却是 ${got}。`,
  build: '搭建', keys: '按键',
  share: '分享', export: '导出', svg: '图片（SVG）', png: '图片（PNG）', notSaved: reason => `没有成功：${reason}`, openInLab: '在实验室中打开',
  drop: { here: '把数据放在这里', says: 'CSV、IDX、npy 或 npz。数据不会离开本页。' },
  understand: '弄懂原因',
  missing: { says: '本页有一部分未能加载。', again: '重试', reload: '重新加载本页' },
  footer: {
    what: '在本页中训练真实的网络，并测量它们每一层学得有多快。',
    alone: '加载之后可离线使用（限于已打开过的数据种类）。你的操作和数据都不会离开本页。',
    licence: 'MIT 许可证'
  }
}
