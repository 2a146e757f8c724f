import { inBoth } from './pack.ts'
import { englishPanels, type PanelWords } from './views.panels.en.ts'

/** What the views below the first screen say, in the language chosen. */
export const panelWords = inBoth<PanelWords>(englishPanels, pack => pack.views)
export type { PanelWords }
