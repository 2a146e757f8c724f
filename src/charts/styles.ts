import { heatStyles } from './heat-colors.ts'
import { darkPalette, palette, papers } from './palette.ts'

/** The classes of the pictures and tables, in colours that custom properties give. */
export const chartClasses = `
:root{--ds-sans:"Inter","Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,"Noto Sans","Noto Sans CJK SC",sans-serif}
.ds-figure{container-type:inline-size;margin:2rem 0;break-inside:avoid;font-family:var(--ds-sans)}
.ds-figure svg{display:block;width:100%;height:auto;font-family:var(--ds-sans);font-variant-numeric:tabular-nums lining-nums;fill:var(--ds-ink);overflow:visible}
.ds-figure svg.ds-narrow{display:none;max-width:30rem}
@container (max-width:619px){.ds-figure svg.ds-wide{display:none}.ds-figure svg.ds-narrow{display:block}}
.ds-title{margin:0 0 .9rem;font-weight:600;font-size:.95rem;line-height:1.35}
.ds-figure figcaption{margin-top:.8rem;font-size:.875rem;line-height:1.5;color:var(--ds-muted);max-width:62ch}
.ds-line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
.ds-band{opacity:.16}
.ds-grid{fill:none;stroke:var(--ds-rule);stroke-width:1}
.ds-axis{fill:none;stroke:var(--ds-muted);stroke-width:1}
.ds-lane{fill:var(--ds-wash)}
.ds-tick,.ds-label{fill:var(--ds-muted)}
.ds-head{font-weight:600}
.ds-leader{fill:none;stroke-width:1;opacity:.8}
.ds-marker{fill:var(--ds-paper);stroke-width:1.6}
.ds-halo{paint-order:stroke;stroke:var(--ds-paper);stroke-width:4;stroke-linejoin:round}
.ds-mark{fill:var(--ds-paper);stroke:var(--ds-ink);stroke-width:1.6}
.ds-published{fill:none;stroke:var(--ds-ink);stroke-width:1.6}
.ds-marktext{fill:var(--ds-muted)}
.ds-error{fill:none;stroke:var(--ds-ink);stroke-width:1.4}
.ds-cell{stroke:none;shape-rendering:crispEdges}
.ds-unknown{fill:var(--ds-wash)}
.ds-oncell{fill:var(--ds-ink);font-variant-numeric:tabular-nums}
.ds-oncell.ds-inverted{fill:var(--ds-paper)}
.ds-under{fill:none;stroke:var(--ds-paper);stroke-width:4.5;stroke-linejoin:round;stroke-linecap:round}
.ds-over{fill:none;stroke:var(--ds-ink);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.ds-spot{stroke:var(--ds-ink);stroke-width:1.5}
.ds-spotrim{fill:none;stroke:var(--ds-paper);stroke-width:4}
.ds-neuron{fill:none;stroke:var(--ds-muted);stroke-width:1.1}
.ds-missing{stroke-dasharray:2 3}
.ds-details{margin-top:.7rem;font-size:.875rem}
.ds-details summary{cursor:pointer;color:var(--ds-accent);width:max-content}
.ds-note{margin:.6rem 0 0;font-size:.8125rem;color:var(--ds-muted)}
.ds-scroll{overflow-x:auto;margin-top:.6rem}
.ds-table{border-collapse:collapse;overflow-wrap:break-word;font-size:.8125rem;font-variant-numeric:tabular-nums lining-nums;line-height:1.4;min-width:min(100%,20rem)}
.ds-table th,.ds-table td{padding:.3rem 1.4rem .3rem 0;text-align:left;vertical-align:baseline}
.ds-table th:last-child,.ds-table td:last-child{padding-right:.2rem}
.ds-table th{font-weight:600;border-bottom:1px solid var(--ds-muted)}
.ds-table td{border-bottom:1px solid var(--ds-rule)}
.ds-table .ds-num{text-align:right;white-space:nowrap}
@media (forced-colors:active){.ds-cell,.ds-spot{forced-color-adjust:none}.ds-over{stroke:CanvasText}.ds-under{stroke:Canvas}.ds-figure svg{fill:CanvasText}.ds-tick,.ds-label,.ds-marktext{fill:CanvasText}.ds-axis,.ds-error,.ds-neuron,.ds-mark,.ds-published{stroke:CanvasText}
.ds-grid{stroke:CanvasText;opacity:.25}.ds-halo{stroke:Canvas}.ds-marker,.ds-mark{fill:Canvas}.ds-lane{fill:none;stroke:GrayText}}
@media print{:root{--ds-paper:#fff;--ds-ink:#000;--ds-muted:#444;--ds-rule:#ccc;--ds-wash:#f2f2f2;--ds-accent:#000;--ds-holds:#1b6e3c;--ds-fails:#a8281c;--ds-unsure:#7a5600}
.ds-details:not([open]),.ds-folded:not(:has([open])){display:none}.ds-scroll{overflow:visible}}
`

const heatSwapped = /* @__PURE__ */ heatStyles()
/** Presentation attributes carry the light colours, so that a picture alone is right; this swaps them on a dark screen. */
const swapped = /* @__PURE__ */ darkPalette.map((color, i) => `.ds-s${i}[stroke]{stroke:${color}}.ds-s${i}[fill]{fill:${color}}`).join('')

/** What charts need in a report: colours of both schemes as custom properties, and `chartClasses`. */
export const chartStyles = `
:root{color-scheme:light dark;--ds-paper:${papers.light};--ds-ink:#1c1b19;--ds-muted:#5d5a55;--ds-rule:#dedbd5;--ds-wash:#f5f3ef;--ds-accent:${palette[0]};
--ds-holds:#1b6e3c;--ds-fails:#a8281c;--ds-unsure:#7a5600}
@media screen and (prefers-color-scheme:dark){:root{--ds-paper:${papers.dark};--ds-ink:#e9e6e0;--ds-muted:#a8a49c;--ds-rule:#34373d;--ds-wash:#1d2025;--ds-accent:#7db1ec;
--ds-holds:#6cc98f;--ds-fails:#f59184;--ds-unsure:#e2b85a}${swapped}${heatSwapped}}
${chartClasses}`
