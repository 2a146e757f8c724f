import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { render } from 'preact-render-to-string';
import { FigureView } from './figure-view.js';
import { reportStyles } from './report-styles.js';
import { chartStyles } from './styles.js';
import { clean } from './text.js';
const verdicts = {
    holds: { tone: 'holds', word: 'holds', icon: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM5 8.3l2.1 2.1L11 6.2' },
    fails: { tone: 'fails', word: 'fails', icon: 'M2 2h12v12H2zM5.5 5.5l5 5M10.5 5.5l-5 5' },
    'cannot tell': { tone: 'unsure', word: 'cannot tell', icon: 'M8 1L15 8L8 15L1 8zM8 5v3.4M8 10.8v.01' }
};
/** A verdict as icon, word and colour; each of the three alone is enough to read it. */
function VerdictMark({ claim }) {
    const { tone, word, icon } = Object.hasOwn(verdicts, claim.verdict) ? verdicts[claim.verdict] : verdicts['cannot tell'];
    return (_jsxs("span", { class: `verdict ${tone}`, children: [_jsx("svg", { viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false", children: _jsx("path", { d: icon }) }), clean(claim.verdictWord ?? word, 40)] }));
}
/** A name that is safe in an address and in an attribute, whatever the claim is called. */
const anchor = (claim, index) => `claim-${index + 1}-${clean(claim.id, 60).replaceAll(/[^A-Za-z0-9_-]+/g, '-')}`;
function ClaimsTable({ claims }) {
    return (_jsxs("table", { class: "claims", role: "table", children: [_jsx("thead", { role: "rowgroup", children: _jsx("tr", { role: "row", children: ['No.', 'Claim', 'Published', 'Measured', 'Verdict'].map(h => _jsx("th", { scope: "col", role: "columnheader", children: h })) }) }), _jsx("tbody", { role: "rowgroup", children: claims.map((c, i) => (_jsxs("tr", { role: "row", children: [_jsx("td", { role: "cell", children: String(c.number) }), _jsx("td", { class: "c-title", role: "cell", children: _jsx("a", { href: `#${anchor(c, i)}`, children: clean(c.title, 200) }) }), _jsx("td", { "data-label": "Published", role: "cell", children: clean(c.published, 300) }), _jsx("td", { "data-label": "Measured", role: "cell", children: clean(c.measured, 300) }), _jsx("td", { class: "c-verdict", role: "cell", children: _jsx(VerdictMark, { claim: c }) })] }))) })] }));
}
/** Plain sentences as paragraphs, split at empty lines. */
const paragraphs = (text) => String(text).slice(0, 40_000).split(/\r?\n\s*\r?\n/).map(p => clean(p, 8000).trim()).filter(p => p !== '');
function Claim({ claim, index }) {
    const id = anchor(claim, index);
    return (_jsxs("section", { class: "claim", id: id, "aria-labelledby": `${id}-h`, children: [_jsxs("p", { class: "over", children: [_jsxs("span", { children: ["Claim ", String(claim.number)] }), _jsx(VerdictMark, { claim: claim })] }), _jsx("h2", { id: `${id}-h`, children: clean(claim.title, 200) }), _jsxs("dl", { class: "pair", children: [_jsxs("div", { children: [_jsx("dt", { children: "Published" }), _jsx("dd", { children: clean(claim.published, 1000) })] }), _jsxs("div", { children: [_jsx("dt", { children: "Measured here" }), _jsx("dd", { children: clean(claim.measured, 1000) })] })] }), paragraphs(claim.explanation).map(p => _jsx("p", { children: p })), _jsxs("dl", { class: "facts", children: [_jsx("dt", { children: "Setting" }), _jsx("dd", { children: clean(claim.setting, 1000) }), _jsx("dt", { children: "Source" }), _jsx("dd", { children: clean(claim.source, 1000) })] }), claim.figures.map((figure, k) => _jsx(FigureView, { figure: figure, id: `${id}-f${k + 1}` })), _jsx("p", { class: "over top", children: _jsx("a", { href: "#claims", children: "All claims" }) })] }));
}
function Page({ report }) {
    return (_jsxs("body", { children: [_jsxs("header", { children: [_jsx("h1", { children: clean(report.title, 300) }), _jsx("p", { class: "subtitle", children: clean(report.subtitle, 1000) }), report.summary.length > 0 && (_jsx("dl", { class: "summary", children: report.summary.map(s => _jsxs("div", { children: [_jsx("dt", { children: clean(s.label, 120) }), _jsx("dd", { children: clean(s.value, 200) })] })) }))] }), _jsxs("main", { children: [_jsxs("nav", { "aria-labelledby": "claims", children: [_jsx("h3", { id: "claims", children: "The claims" }), _jsx(ClaimsTable, { claims: report.claims })] }), report.claims.map((claim, i) => _jsx(Claim, { claim: claim, index: i }))] }), _jsx("footer", { children: _jsx("ul", { children: report.footer.map(line => _jsx("li", { children: clean(line, 1000) })) }) })] }));
}
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
/**
 * A whole report as one HTML file: no script, and a policy that forbids every request. Every string is escaped, because
 * titles and names may come from strangers' files. About 25 kB a figure whatever its series' length.
 */
export function renderReport(report) {
    const page = render(_jsxs("html", { lang: "en", children: [_jsxs("head", { children: [_jsx("meta", { charset: "utf-8" }), _jsx("meta", { "http-equiv": "Content-Security-Policy", content: policy }), _jsx("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }), _jsx("meta", { name: "referrer", content: "no-referrer" }), _jsx("title", { children: clean(report.title, 300) }), _jsx("link", { rel: "icon", href: "data:," }), _jsx("style", { dangerouslySetInnerHTML: { __html: chartStyles + reportStyles } })] }), _jsx(Page, { report: report })] }));
    return `<!doctype html>\n${page}\n`;
}
