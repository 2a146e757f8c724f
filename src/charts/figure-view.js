import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { BarsPicture } from './bars.js';
import { LinesPicture } from './lines.js';
import { notesOn } from './lines-layout.js';
import { NeuronsPicture } from './neurons.js';
import { numberText } from './number.js';
import { numbersOf } from './numbers.js';
import { narrow, wide } from './size.js';
import { clean } from './text.js';
/** Numbers as a real table; a column of numbers stands right-aligned, and the table scrolls by itself where it is too wide. */
export function NumbersTable({ numbers, label }) {
    const numeric = numbers.columns.map((_, c) => numbers.rows.some(r => typeof r[c] === 'number') &&
        numbers.rows.every(r => typeof r[c] === 'number' || r[c] === '' || r[c] === undefined));
    const side = (c) => (numeric[c] ? { class: 'ds-num' } : {});
    return (_jsx("div", { class: "ds-scroll", tabindex: 0, role: "region", "aria-label": label, children: _jsxs("table", { class: "ds-table", children: [_jsx("thead", { children: _jsx("tr", { children: numbers.columns.map((name, c) => _jsx("th", { scope: "col", ...side(c), children: clean(name, 80) })) }) }), _jsx("tbody", { children: numbers.rows.map(row => (_jsx("tr", { children: numbers.columns.map((_, c) => {
                            const cell = row[c] ?? '';
                            return _jsx("td", { ...side(c), children: typeof cell === 'number' ? numberText(cell, 4) : clean(cell, 300) });
                        }) }))) })] }) }));
}
function PictureAt(props) {
    const { figure, size, id } = props;
    switch (figure.kind) {
        case 'lines': return _jsx(LinesPicture, { figure: figure, size: size, id: id });
        case 'bars': return _jsx(BarsPicture, { figure: figure, size: size, id: id });
        case 'neurons': return _jsx(NeuronsPicture, { figure: figure, size: size, id: id });
        case 'table': return null;
        default: return figure;
    }
}
/**
 * A figure with its title, picture at two widths (CSS shows one), caption and the numbers behind it. Pure: the same data
 * gives the same markup. `id` must be unique on the page; it ties the picture to its name for screen readers. Needs `chartStyles`.
 */
export function FigureView({ figure, id }) {
    const numbers = numbersOf(figure);
    const title = clean(figure.title, 300);
    const notes = figure.kind === 'lines' ? notesOn(figure) : '';
    const caption = [clean(figure.caption, 2000), notes].filter(t => t !== '').join(' ');
    const table = _jsx(NumbersTable, { numbers: numbers, label: `${title}: numbers` });
    return (_jsxs("figure", { class: "ds-figure", id: id, children: [_jsx("p", { class: "ds-title", children: title }), figure.kind === 'table' ? table : [
                _jsx(PictureAt, { figure: figure, size: wide, id: id }),
                _jsx(PictureAt, { figure: figure, size: narrow, id: id })
            ], caption && _jsx("figcaption", { children: caption }), figure.kind === 'table' ? numbers.note && _jsx("p", { class: "ds-note", children: numbers.note }) : (_jsxs("details", { class: "ds-details", children: [_jsx("summary", { children: "The numbers" }), numbers.note && _jsx("p", { class: "ds-note", children: clean(numbers.note, 2000) }), table] }))] }));
}
