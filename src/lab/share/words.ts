import { inBoth } from '../words/pack.ts'
import { english, type ShareWords } from '../words/share.en.ts'

export const shareWords = inBoth<ShareWords>(english, pack => pack.share)
