import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { describeLines, layoutLines } from './lines-layout.js';
import { HorizontalAxis, Marker, Picture, VerticalAxis } from './svg-parts.js';
function CurveView({ curve }) {
    const { look } = curve;
    return (_jsxs("g", { children: [curve.line && _jsx("path", { class: "ds-line", d: curve.line, stroke: look.color, "stroke-dasharray": look.dash }), curve.laneLine && _jsx("path", { class: "ds-line", d: curve.laneLine, stroke: look.color, "stroke-dasharray": "1 4" }), curve.markers.map(at => _jsx(Marker, { at: at, look: look }))] }));
}
function LabelView({ label }) {
    const [x, y] = label.at;
    return (_jsxs("g", { children: [_jsx("path", { class: "ds-leader", d: `M${label.from[0] + 4},${label.from[1]}L${x - 3},${y}`, stroke: label.look.color }), _jsx("text", { class: "ds-halo", x: x, y: y, dy: ".35em", children: label.text })] }));
}
function LegendView({ entry }) {
    const [x, y] = entry.at;
    return (_jsxs("g", { children: [_jsx("path", { class: "ds-line", d: `M${x},${y}h26`, stroke: entry.look.color, "stroke-dasharray": entry.look.dash }), _jsx(Marker, { at: [x + 13, y], look: entry.look }), _jsx("text", { x: x + 32, y: y, dy: ".35em", children: entry.text })] }));
}
function MarkView({ mark, font }) {
    return (_jsxs("g", { children: [_jsx("path", { class: "ds-mark", transform: `translate(${mark.at[0]},${mark.at[1]})`, d: "M0,-5L5,0L0,5L-5,0z" }), mark.label && (_jsx("text", { class: "ds-halo ds-marktext", x: mark.label[0], y: mark.label[1], dy: ".35em", "font-size": font - 1, "text-anchor": mark.anchor, children: mark.text }))] }));
}
/** Curves at one width: bands below, then axes, curves, labels at their ends and marks on top. */
export function LinesPicture(props) {
    const { figure, size, id } = props;
    const l = layoutLines(figure, size);
    return (_jsxs(Picture, { size: size, height: l.height, title: figure.title, desc: describeLines(figure), id: id, children: [l.legend.map(entry => _jsx(LegendView, { entry: entry })), l.curves.map(c => c.band && _jsx("path", { class: "ds-band", d: c.band, fill: c.look.color })), _jsx(VerticalAxis, { axis: l.y, plot: l.plot, label: figure.y.label, font: size.font }), _jsx(HorizontalAxis, { axis: l.x, plot: l.plot, label: figure.x.label, font: size.font }), l.curves.map(c => _jsx(CurveView, { curve: c })), l.labels.map(label => _jsx(LabelView, { label: label })), l.marks.map(mark => _jsx(MarkView, { mark: mark, font: size.font }))] }));
}
