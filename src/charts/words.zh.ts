import type { ChartWords } from './words.ts'

/** Simplified Chinese, in the terms of Chinese textbooks on deep learning. */
export const chineseWords: ChartWords = {
  semicolon: '；',
  space: '',
  named: (name, value) => `${name}：${value}`,
  group: '',

  horizontal: axis => `横轴：${axis}`,
  vertical: axis => `纵轴：${axis}`,
  logarithmic: axis => `${axis}（对数刻度）`,
  noFiniteValue: name => `${name}：没有有限值`,
  goesFromTo: (name, from, to) => `${name}：从 ${from} 到 ${to}`,
  notFinite: count => `有 ${count} 个值不是有限数，未画出。`,
  offLogAxis: count => `有 ${count} 个点小于或等于 0，无法放在对数横轴上。`,
  seriesShown: (shown, all) => `共 ${all} 条曲线，画出 ${shown} 条。`,
  markedValues: '标记的值',
  changedAt: (label, x) => `在 ${x} 处改变：${label}`,
  endedAt: (label, x) => `在 ${x} 处终止：${label}`,

  published: '书中的值',
  spread: '离散范围',
  measured: '实测值',
  publishedAs: (text, value) => `${text}，书中的值 ${value}`,
  mapOf: (value, x, y) => `${value}的分布图；${x}；${y}`,
  range: (axis, from, to) => `${axis}从 ${from} 到 ${to}`,
  fromTo: (from, to) => `取值从 ${from} 到 ${to}`,
  curve: name => `曲线：${name}`,

  signedNeurons: unit => `每个神经元的 ${unit}（带符号），向左为负，向右为正`,
  neuronsOfLayer: (name, count, mean, longest) => `${name}：${count} 个神经元，平均长度 ${mean}，最长 ${longest}`,
  firstOf: (shown, all) => `共 ${all} 个，画出前 ${shown} 个`,
  barLength: (value, unit) => `${value}（${unit}）；向左为负`,
  allZero: '全部为零',
  noneFinite: '没有有限的数',
  layersShown: (shown, all) => `共 ${all} 层，画出 ${shown} 层`,
  positiveWeight: 'w > 0',
  negativeWeight: 'w < 0',
  withValue: (text, name, value) => `${text}，${name} ${value}`,

  spreadOf: (name, median, low, high) => `${name}：中位数 ${median}，九成的值在 ${low} 与 ${high} 之间`,
  meanSlope: '平均斜率',
  weights: '权重',
  slopes: '斜率',
  product: '乘积',
  shrinks: '缩小',
  grows: '放大',

  columns: {
    series: '曲线', group: '组', name: '名称', low: '下限', high: '上限', neuron: '神经元', layer: '层', count: '个数', mean: '平均值',
    deviation: '标准差', median: '中位数', nonFinite: '非有限值', factor: '因子', value: '值'
  },
  lowOf: name => `${name}（下限）`,
  highOf: name => `${name}（上限）`,
  rowsShown: (shown, all) => `共 ${all} 行，列出 ${shown} 行：间隔均匀，并包含各个极值。`,
  cellsShown: (rows, allRows, columns, allColumns) => `列出 ${allRows} 行中的 ${rows} 行、${allColumns} 列中的 ${columns} 列。`,
  marked: list => `标记：${list}。`,
  listed: (name, list) => `${name}：${list}。`,
  theNumbers: '查看数值',
  allRows: count => `全部 ${count} 行`,
  numbersOf: title => `${title}：数值`,

  noValues: '没有值',
  seriesLeft: count => `（另有 ${count} 条曲线未画出）`
}
