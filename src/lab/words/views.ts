import { inBoth } from './pack.ts'
import { english, type ViewWords } from './views.en.ts'

/** What the views say, in the language chosen. */
export const viewWords = inBoth<ViewWords>(english, pack => pack.views)
export type { ViewWords }
