// All that the shell says in Chinese, as one part that comes only to those who read it.
export { chineseWords as charts } from '../../charts/index.ts'
export { chinese as share } from './share.zh.ts'
export { chinese as shell } from './shell.zh.ts'
export { chinese as views } from './views.zh.ts'
