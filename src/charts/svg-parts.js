import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { clean, fitWidth } from './text.js';
/** One picture at one width: the frame every chart stands in, with its name and description for those who do not see it. */
export function Picture(props) {
    const { size, height, id } = props;
    const names = id === undefined ? undefined : [`${id}-${size.name}-t`, `${id}-${size.name}-d`];
    return (_jsxs("svg", { class: `ds-${size.name}`, role: "img", viewBox: `0 0 ${size.width} ${Math.ceil(height)}`, "font-size": size.font, xmlns: "http://www.w3.org/2000/svg", ...(names ? { 'aria-labelledby': names.join(' ') } : {}), children: [_jsx("title", { id: names?.[0], children: clean(props.title, 300) }), _jsx("desc", { id: names?.[1], children: clean(props.desc, 2000) }), props.children] }));
}
/** A number in SVG text; the exponent is raised by hand, because superscript signs differ from font to font. */
export function NumberSpans({ value, font }) {
    if (value.exponent === undefined)
        return _jsx(_Fragment, { children: value.mantissa });
    const times = value.mantissa === '' || value.mantissa === '−' ? '' : '×';
    return (_jsxs(_Fragment, { children: [`${value.mantissa}${times}10`, _jsx("tspan", { dy: -Math.round(font * 0.38), "font-size": Math.round(font * 0.85), children: String(value.exponent).replace('-', '−') })] }));
}
/** The vertical axis: hairlines across the plot, labels to its left, its title above, the lane of values ≤ 0 at its foot. */
export function VerticalAxis(props) {
    const { axis, plot, font } = props;
    const lane = axis.lane;
    return (_jsxs("g", { children: [axis.ticks.map(t => (t.label ? _jsx("path", { class: "ds-grid", d: `M${plot.left},${t.at}H${plot.right}` }) :
                _jsx("path", { class: "ds-axis", d: `M${plot.left},${t.at}h4` }))), axis.ticks.map(t => t.label && (_jsx("text", { class: "ds-tick", x: plot.left - 8, y: t.at, dy: ".35em", "text-anchor": "end", children: _jsx(NumberSpans, { value: t.label, font: font }) }))), lane && _jsx("rect", { class: "ds-lane", x: plot.left, y: plot.bottom - 18, width: plot.right - plot.left, height: 18 }), lane && _jsx("text", { class: "ds-tick", x: plot.left - 8, y: lane.at, dy: ".35em", "text-anchor": "end", children: lane.label }), _jsx("text", { class: "ds-label", x: 0, y: plot.top - 14, children: fitWidth(clean(props.label, 120), plot.right, font) })] }));
}
/** The horizontal axis: a line with ticks under the plot, labels and title below it. */
export function HorizontalAxis(props) {
    const { axis, plot, font } = props;
    return (_jsxs("g", { children: [_jsx("path", { class: "ds-axis", d: `M${plot.left},${plot.bottom}H${plot.right}` }), axis.ticks.map(t => _jsx("path", { class: "ds-axis", d: `M${t.at},${plot.bottom}v${t.label ? 5 : 3}` })), axis.ticks.map(t => t.label && (_jsx("text", { class: "ds-tick", x: t.at, y: plot.bottom + font + 7, "text-anchor": "middle", children: _jsx(NumberSpans, { value: t.label, font: font }) }))), _jsx("text", { class: "ds-label", x: plot.right, y: plot.bottom + 2 * font + 14, "text-anchor": "end", children: fitWidth(clean(props.label, 120), plot.right, font) })] }));
}
/** A marker of a series, open, so that a band or a second marker still shows through. */
export function Marker({ at, look }) {
    return _jsx("path", { class: "ds-marker", transform: `translate(${at[0]},${at[1]})`, d: look.marker, stroke: look.color });
}
