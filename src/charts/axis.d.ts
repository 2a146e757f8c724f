import type { Scale } from './figure.ts';
import { type SetNumber } from './number.ts';
/** A tick: its place in px and, on the ticks that carry one, its label. */
export type Tick = {
    readonly at: number;
    readonly value: number;
    readonly label?: SetNumber;
};
/** An axis laid out in px. `low`/`high` are the ends of the drawn domain. */
export type AxisLayout = {
    readonly scale: Scale;
    readonly low: number;
    readonly high: number;
    readonly ticks: readonly Tick[];
    /** Where values ≤ 0 go on a log axis (px), with the lane's label; absent when there are none. */
    readonly lane?: {
        readonly at: number;
        readonly label: string;
    };
    /** The place of a value in px, to 0.1; the lane for values ≤ 0 on a log axis; undefined for what cannot be placed. */
    readonly place: (value: number) => number | undefined;
};
/** What an axis is laid out for: its scale, the px where it begins and ends, and about how many labels it has room for. */
export type AxisRequest = {
    readonly scale: Scale;
    readonly from: number;
    readonly to: number;
    readonly labels: number;
    /** Share of the span left empty at each end; default 0.05. */
    readonly pad?: number;
    /** Whether a log axis keeps a lane for values ≤ 0; default true. */
    readonly lane?: boolean;
};
/** Lays an axis out for `values`; `from` is where its low end stands. Total: hostile values give an axis, never a NaN. */
export declare function layoutAxis(values: Iterable<number>, request: AxisRequest): AxisLayout;
