import { tickStep, ticks as niceTicks } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { setNumber } from './number.js';
/** Beyond this, differences of doubles overflow and a scale would answer NaN; such values are drawn at the edge. */
const ceiling = 1e300;
const floor = 1e-300;
const round = (x) => Math.round(x * 10) / 10;
function extentOf(values, scale) {
    let [low, high, nonPositive, negative] = [Infinity, -Infinity, false, false];
    for (const v of values) {
        if (!Number.isFinite(v))
            continue;
        if (scale === 'log' && v <= 0) {
            nonPositive = true;
            negative ||= v < 0;
            continue;
        }
        low = Math.min(low, v);
        high = Math.max(high, v);
    }
    return { low, high, nonPositive, negative };
}
/** The domain of a linear axis: `pad` of the span on both sides, never across zero; a single value gets room around it. */
function linearDomain({ low, high }, pad) {
    if (low > high)
        return [0, 1];
    const [a, b] = [Math.max(-ceiling, low), Math.min(ceiling, high)];
    if (b - a <= Math.max(Math.abs(a), Math.abs(b)) * 1e-9 || b - a < floor) {
        const room = Math.max(Math.abs(a), Math.abs(b)) * 0.1;
        return room < floor ? [-1, 1] : [a - room, b + room];
    }
    const room = (b - a) * pad;
    return [a >= 0 && a - room < 0 ? 0 : a - room, b <= 0 && b + room > 0 ? 0 : b + room];
}
/** The domain of a log axis: `pad` of the span in decades on both sides, at least half a decade wide. */
function logDomain({ low, high }, pad) {
    if (low > high)
        return [0.1, 1];
    const a = Math.log10(Math.max(floor, Math.min(low, ceiling)));
    const b = Math.log10(Math.min(ceiling, Math.max(high, floor)));
    const room = Math.max((b - a) * pad, (0.5 - (b - a)) / 2, 0.02);
    return [10 ** (a - room), 10 ** (b + room)];
}
/** Ticks of a linear axis, all to the decimals that the step needs. */
function linearTicks(low, high, count, place) {
    const step = Math.abs(tickStep(low, high, count));
    const values = niceTicks(low, high, count).slice(0, 40);
    const largest = Math.max(Math.abs(low), Math.abs(high));
    const decimals = step > 0 ? Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) : 0;
    const plain = decimals <= 5 && largest < 1e6;
    const digits = Math.min(15, Math.max(1, Math.ceil(Math.log10(largest / step) + 1e-9) + 1));
    return values.map(value => {
        const text = (value === 0 ? 0 : value).toFixed(Math.min(decimals, 5)).replace('-', '−');
        return { value, at: round(place(value)), label: plain ? { mantissa: text } : setNumber(value, digits, true) };
    });
}
const power = (e) => Number(`1e${e}`); // exact decades, where 10 ** −5 may be an ulp off
/**
 * Ticks of a log axis: decades labelled 10ⁿ. Many decades label every second, fifth, … one and keep the others as
 * unlabelled ticks; below two decades the 2 and the 5 are labelled too, so that a reader always has two numbers to hold on to.
 */
function logTicks(low, high, count, place) {
    const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
    const span = Math.log10(high) - Math.log10(low);
    const every = [1, 2, 5, 10, 20, 50, 100].find(n => span / n <= count) ?? 200;
    const ticks = [];
    for (let e = Math.max(first, -307); e <= Math.min(last, 307); e++) {
        for (let m = 1; m <= 9; m++) {
            const value = m * power(e);
            if (value < low || value > high || (m > 1 && span > 6) || (m === 1 && span > 60 && e % every !== 0))
                continue;
            const labelled = (m === 1 && e % every === 0) || (span < 2 && (m === 2 || m === 5)) || (span < 0.7 && m !== 7 && m !== 9);
            const near = Math.abs(e) <= 2 && span < 2;
            const label = near ? setNumber(value, 1, true) : { mantissa: m === 1 ? '' : String(m), exponent: e };
            ticks.push({ value, at: round(place(value)), ...(labelled ? { label } : {}) });
        }
    }
    return ticks;
}
const laneDepth = 26;
/** Lays an axis out for `values`; `from` is where its low end stands. Total: hostile values give an axis, never a NaN. */
export function layoutAxis(values, request) {
    const extent = extentOf(values, request.scale);
    const direction = request.to >= request.from ? 1 : -1;
    const hasLane = request.scale === 'log' && extent.nonPositive && request.lane !== false;
    const from = hasLane ? request.from + direction * laneDepth : request.from;
    const pad = request.pad ?? 0.05;
    const [low, high] = request.scale === 'log' ? logDomain(extent, pad) : linearDomain(extent, pad);
    const d3 = request.scale === 'log' ? scaleLog([low, high], [from, request.to]) : scaleLinear([low, high], [from, request.to]);
    const inside = (v) => d3(Math.min(high, Math.max(low, v)));
    const laneAt = round(request.from + direction * 8);
    const ticks = (request.scale === 'log' ? logTicks : linearTicks)(low, high, request.labels, inside);
    return {
        scale: request.scale, low, high, ticks,
        ...(hasLane ? { lane: { at: laneAt, label: extent.negative ? '≤ 0' : '0' } } : {}),
        place: v => {
            if (!Number.isFinite(v))
                return undefined;
            if (request.scale === 'log' && v <= 0)
                return hasLane ? laneAt : undefined;
            return round(inside(v));
        }
    };
}
