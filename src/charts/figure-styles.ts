/** What the figures of layers need beside the styles of all charts: network, distributions, slopes, shares, factors. */
export const figureStyles = `
.ds-inputs{fill:var(--ds-wash);stroke:var(--ds-muted);stroke-width:1.1}
.ds-fan{fill:var(--ds-wash);opacity:.7}
.ds-wire{fill:none;stroke-width:1;opacity:.16}
.ds-wire1{opacity:.32}
.ds-wire2{opacity:.6;stroke-width:1.4}
.ds-cellbody{fill:var(--ds-paper);stroke:var(--ds-muted);stroke-width:1.1}
.ds-strong{font-weight:600}
.ds-active{fill:var(--ds-wash);stroke:var(--ds-accent);stroke-width:1.5}
.ds-ridge{fill-opacity:.3;stroke-width:1.2;stroke-linejoin:round}
.ds-base{opacity:.5}
.ds-whisker{fill:none;stroke:var(--ds-muted);stroke-width:1.5}
.ds-median{fill:none;stroke:var(--ds-ink);stroke-width:1.6}
.ds-curve{stroke:var(--ds-ink)}
.ds-open{fill:var(--ds-paper);stroke-width:1.6}
.ds-product{fill:var(--ds-ink);stroke:var(--ds-paper);stroke-width:1.2}
.ds-link{fill:none;stroke:var(--ds-muted);stroke-width:1}
.ds-box{fill:var(--ds-paper);stroke-width:1.4}
.ds-result{fill:var(--ds-wash);stroke:var(--ds-ink)}
@media (forced-colors:active){.ds-cellbody,.ds-inputs,.ds-open,.ds-box{fill:Canvas}.ds-cellbody,.ds-inputs,.ds-curve,.ds-median,.ds-link,.ds-result{stroke:CanvasText}
.ds-fan{fill:none}.ds-active{fill:none;stroke:Highlight}.ds-product{fill:CanvasText;stroke:Canvas}.ds-whisker{stroke:CanvasText}}
`
