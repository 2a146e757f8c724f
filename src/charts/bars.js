import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { describeBars, layoutBars } from './bars-layout.js';
import { HorizontalAxis, Picture } from './svg-parts.js';
import { textWidth } from './text.js';
const diamond = 'M0,-6L6,0L0,6L-6,0z';
function RowView({ row, dots, width }) {
    const { at, from, to, look, error } = row;
    return (_jsxs("g", { children: [_jsx("text", { x: 0, y: at, dy: ".35em", children: row.name }), to !== undefined && !dots && (_jsx("rect", { class: "ds-bar", x: Math.min(from, to), y: at - 7, width: Math.max(1, Math.round(Math.abs(to - from) * 10) / 10), height: 14, fill: look.color })), to !== undefined && dots && _jsx("path", { class: "ds-leader", d: `M${from},${at}H${to}`, stroke: look.color, "stroke-dasharray": "1 3" }), error && _jsx("path", { class: "ds-error", d: `M${error[0]},${at}H${error[1]}M${error[0]},${at - 4}v8M${error[1]},${at - 4}v8` }), to !== undefined && dots && _jsx("circle", { class: "ds-dot", cx: to, cy: at, r: 4.5, fill: look.color }), row.published !== undefined && _jsx("path", { class: "ds-published", transform: `translate(${row.published},${at})`, d: diamond }), _jsx("text", { class: "ds-number", x: width, y: at, dy: ".35em", "text-anchor": "end", children: row.number })] }));
}
function Key(props) {
    const y = props.font / 2 + 2;
    const x = props.published ? 22 + textWidth('published', props.font) + 18 : 0;
    return (_jsxs("g", { children: [props.published && _jsx("path", { class: "ds-published", transform: `translate(7,${y})`, d: diamond }), props.published && _jsx("text", { x: 20, y: y, dy: ".35em", children: "published" }), props.error && _jsx("path", { class: "ds-error", d: `M${x},${y}h22M${x},${y - 4}v8M${x + 22},${y - 4}v8` }), props.error && _jsx("text", { x: x + 30, y: y, dy: ".35em", children: "spread" })] }));
}
/** Bars at one width, lying down: name, bar with its error bar and the published value, number. */
export function BarsPicture(props) {
    const { figure, size, id } = props;
    const l = layoutBars(figure, size);
    return (_jsxs(Picture, { size: size, height: l.height, title: figure.title, desc: describeBars(figure), id: id, children: [_jsx(Key, { published: l.anyPublished, error: l.anyError, font: size.font }), l.axis.ticks.map(t => t.label && _jsx("path", { class: "ds-grid", d: `M${t.at},${l.plot.top}V${l.plot.bottom}` })), _jsx(HorizontalAxis, { axis: l.axis, plot: l.plot, label: figure.y.label, font: size.font }), l.axis.lane && _jsx("text", { class: "ds-tick", x: l.axis.lane.at, y: l.plot.bottom + size.font + 7, "text-anchor": "middle", children: l.axis.lane.label }), l.heads.map(h => _jsx("text", { class: "ds-head", x: 0, y: h.at, dy: ".35em", children: h.name })), l.rows.map(row => _jsx(RowView, { row: row, dots: l.dots, width: size.width })), !l.dots && l.rows.length > 0 && _jsx("path", { class: "ds-axis", d: `M${l.rows[0].from},${l.plot.top}V${l.plot.bottom}` })] }));
}
