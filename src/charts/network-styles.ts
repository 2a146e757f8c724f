/** What the picture of a network needs beside the styles of all charts. */
export const networkStyles = `
.ds-inputs{fill:var(--ds-wash);stroke:var(--ds-muted);stroke-width:1.1}
.ds-fan{fill:var(--ds-wash);opacity:.7}
.ds-wire{fill:none;stroke-width:1;opacity:.16}
.ds-wire1{opacity:.32}
.ds-wire2{opacity:.7;stroke-width:1.4}
.ds-cellbody{fill:var(--ds-paper);stroke:var(--ds-muted);stroke-width:1.1}
.ds-norm{font-weight:600}
.ds-active{fill:var(--ds-wash);stroke:var(--ds-accent);stroke-width:1.5}
@media (forced-colors:active){.ds-cellbody,.ds-inputs{fill:Canvas;stroke:CanvasText}.ds-fan{fill:none}.ds-active{fill:none;stroke:Highlight}}
`
