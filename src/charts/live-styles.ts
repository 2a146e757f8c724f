import { ramps } from './heat-colors.ts'
import { figureStyles } from './figure-styles.ts'
import { darkPalette, palette, papers } from './palette.ts'
import { chartClasses } from './styles.ts'

type Scheme = 'light' | 'dark'

const basics: Readonly<Record<Scheme, string>> = {
  light: `--ds-paper:${papers.light};--ds-ink:#1c1b19;--ds-muted:#5d5a55;--ds-rule:#dedbd5;--ds-wash:#f5f3ef;--ds-accent:${palette[0]};--ds-holds:#1b6e3c;--ds-fails:#a8281c;--ds-unsure:#7a5600`,
  dark: `--ds-paper:${papers.dark};--ds-ink:#e9e6e0;--ds-muted:#a8a49c;--ds-rule:#34373d;--ds-wash:#1d2025;--ds-accent:#7db1ec;--ds-holds:#6cc98f;--ds-fails:#f59184;--ds-unsure:#e2b85a`
}

/** Every colour of one scheme as custom properties. */
export function schemeColors(scheme: Scheme): string {
  const series = (scheme === 'light' ? palette : darkPalette).map((color, i) => `--ds-s${i}:${color}`)
  const cells = (['blue', 'orange'] as const).flatMap(hue => ramps[scheme][hue].map((color, i) => `--ds-${hue}${i}:${color}`))
  return `color-scheme:${scheme};${[basics[scheme], ...series, ...cells].join(';')}`
}

const swaps = [
  ...palette.map((_, i) => `.ds-s${i}[stroke]{stroke:var(--ds-s${i})}.ds-s${i}[fill]{fill:var(--ds-s${i})}`),
  ...(['blue', 'orange'] as const).flatMap(hue => ramps.light[hue].map((_, i) => `.ds-${hue}${i}[fill]{fill:var(--ds-${hue}${i})}`))
].join('')

/** The reader's own choice of scheme, as `data-scheme` on the root, wins over the system's; paper stays paper. */
const schemes = `:root{${schemeColors('light')}}
@media screen{@media (prefers-color-scheme:dark){:root{${schemeColors('dark')}}}
:root[data-scheme=light]{${schemeColors('light')}}
:root[data-scheme=dark]{${schemeColors('dark')}}}
@media print{:root{${schemeColors('light')}}}
${swaps}`

/** Pictures on a page: the cursor, flags, ghosts. */
export const pictureStyles = `
svg.ds-live{display:block;width:100%;height:auto;font-family:var(--ds-sans);font-variant-numeric:tabular-nums lining-nums;fill:var(--ds-ink);overflow:visible}
.ds-ghost,.ds-theory{stroke-width:1.1;opacity:.6}
.ds-moment{fill:none;stroke:var(--ds-muted);stroke-width:1}
.ds-flag{fill:var(--ds-muted)}
.ds-end{fill:none;stroke:var(--ds-fails);stroke-width:1.6}
.ds-endtext{fill:var(--ds-fails);font-weight:600}
.ds-surface{cursor:crosshair;touch-action:pan-y pinch-zoom}
.ds-hit{cursor:pointer}
.ds-rule{fill:none;stroke:var(--ds-ink);stroke-width:1;opacity:.55}
.ds-pinned .ds-rule{opacity:1}
.ds-pin{fill:var(--ds-ink)}
.ds-cursorbox{fill:var(--ds-ink);stroke:var(--ds-paper);stroke-width:3;paint-order:stroke}
.ds-cursortext{fill:var(--ds-paper);font-weight:600}
.ds-point{stroke:var(--ds-paper);stroke-width:1.2}
.ds-value{font-weight:600}
@media (forced-colors:active){svg.ds-live{fill:CanvasText}.ds-rule,.ds-moment,.ds-end{stroke:CanvasText}.ds-flag,.ds-pin,.ds-cursorbox,.ds-endtext{fill:CanvasText}.ds-cursortext{fill:Canvas}.ds-point{stroke:Canvas}}
`

/** What a page with live pictures needs: `chartClasses`, all figures, the cursor, and the switch of schemes. */
export const liveStyles = `${chartClasses}${figureStyles}${pictureStyles}${schemes}`
