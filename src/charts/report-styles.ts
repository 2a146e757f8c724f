/** The report's page: one column of serif text, the claims as its table of contents, cards on a narrow screen. */
export const reportStyles = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--ds-paper);color:var(--ds-ink);line-height:1.6;font-size:1.0625rem;overflow-wrap:anywhere;
font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Charter,"Noto Serif","DejaVu Serif","Noto Serif CJK SC",serif;font-variant-numeric:lining-nums}
main,header,footer{max-width:47rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:clamp(2rem,7vw,4.5rem)}
h1{font-size:clamp(1.7rem,5vw,2.3rem);line-height:1.15;letter-spacing:-.01em;margin:0;text-wrap:balance}
h2{font-size:1.45rem;line-height:1.25;margin:0;text-wrap:balance}
h2.small{font:600 .8125rem/1.4 var(--ds-sans);margin:3.2rem 0 .6rem}
a{color:var(--ds-accent);text-decoration-thickness:.06em;text-underline-offset:.18em}
a:focus-visible,summary:focus-visible,.ds-scroll:focus-visible{outline:2px solid var(--ds-accent);outline-offset:3px}
.subtitle{margin:.8rem 0 0;font-size:1.15rem;color:var(--ds-muted);max-width:56ch;text-wrap:pretty}
.summary{display:flex;flex-wrap:wrap;gap:1.1rem 2.6rem;margin:2.2rem 0 0;padding:1.2rem 0;border:solid var(--ds-rule);border-width:1px 0}
.summary dt,.facts dt{font:.8125rem/1.4 var(--ds-sans);color:var(--ds-muted)}
.summary dd{margin:.15rem 0 0;font-size:1.3rem;line-height:1.3;font-variant-numeric:tabular-nums lining-nums}
.claims{width:100%;border-collapse:collapse;font:.875rem/1.45 var(--ds-sans);font-variant-numeric:tabular-nums lining-nums}
.claims th,.claims td{text-align:left;vertical-align:baseline;padding:.6rem 1.1rem .6rem 0;border-bottom:1px solid var(--ds-rule)}
.claims thead th{font-weight:400;white-space:nowrap;color:var(--ds-muted);font-size:.8125rem;border-bottom-color:var(--ds-muted)}
.claims th:last-child,.claims td:last-child{padding-right:0;white-space:nowrap}
.claims td:first-child,.claims thead th:first-child{padding-right:.8rem;text-align:right;color:var(--ds-muted);width:1%}
.claims .c-title{min-width:10rem}
.claims a{color:var(--ds-ink);text-decoration-color:var(--ds-rule)}
.claims a:hover{color:var(--ds-accent);text-decoration-color:currentColor}
.key{list-style:none;margin:1rem 0 0;padding:0;font:.8125rem/1.6 var(--ds-sans);color:var(--ds-muted)}
.key strong{font-weight:600;color:var(--ds-ink)}
.verdict{display:inline-flex;align-items:baseline;gap:.4em;font-family:var(--ds-sans);font-weight:600;white-space:nowrap}
.verdict svg{width:1em;height:1em;flex:none;transform:translateY(.13em);fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.holds{color:var(--ds-holds)}.fails{color:var(--ds-fails)}.unsure{color:var(--ds-unsure)}
section.claim{margin-top:4.5rem;padding-top:1.6rem;border-top:1px solid var(--ds-rule)}
.over{display:flex;justify-content:space-between;align-items:baseline;gap:1rem;margin:0 0 .5rem;font:.875rem/1.4 var(--ds-sans);color:var(--ds-muted)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));gap:1rem 2rem;margin:1.4rem 0;padding:1rem 1.2rem;background:var(--ds-wash);border-radius:4px}
.pair dt{font:.8125rem/1.4 var(--ds-sans);color:var(--ds-muted)}
.pair dd{margin:.2rem 0 0;font:1rem/1.45 var(--ds-sans);font-variant-numeric:tabular-nums lining-nums}
.claim p{max-width:66ch;text-wrap:pretty}
.claim p.over{max-width:none}
.facts{margin:1.6rem 0 0;display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.2rem;font:.875rem/1.5 var(--ds-sans)}
.facts dd{margin:0}
.facts dt{padding-top:.06rem}
footer{margin-top:5rem;padding-bottom:3rem;font:.8125rem/1.6 var(--ds-sans);color:var(--ds-muted)}
footer ul{list-style:none;margin:0;padding:1.2rem 0 0;border-top:1px solid var(--ds-rule)}
@media screen and (max-width:43rem){
.claims thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.claims,.claims tbody{display:block}
.claims tr{display:grid;grid-template-columns:1.6rem 1fr auto;padding:.8rem 0;border-bottom:1px solid var(--ds-rule);gap:.1rem .4rem}
.claims th,.claims td,.claims td:first-child{border:0;padding:0;text-align:left;width:auto}
.claims td[data-label]{grid-column:2/-1;display:grid;grid-template-columns:5.6rem 1fr;white-space:normal}
.claims td[data-label]::before{content:attr(data-label);color:var(--ds-muted)}
.claims .c-verdict{grid-column:2/-1;margin-top:.25rem}
.claims .c-title{grid-column:2/-1}
.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.6rem}
}
@media (forced-colors:active){.pair{border:1px solid CanvasText}.verdict{forced-color-adjust:auto}}
@media print{body{font-size:10.5pt}main,header,footer{max-width:none;padding:0}header{padding-top:0}section.claim{margin-top:2rem;break-inside:auto}
h2,.over,.ds-title{break-after:avoid}.claims tr{break-inside:avoid}.top{display:none}.pair{border:1px solid var(--ds-rule)}a{text-decoration:none;color:inherit}}
`
