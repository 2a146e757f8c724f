import { type AxisLayout } from './axis.ts';
import type { LinesFigure } from './figure.ts';
import { type Look } from './palette.ts';
import type { Plot, Size } from './size.ts';
import { type Point } from './thin.ts';
export type Curve = {
    readonly name: string;
    readonly look: Look;
    /** Path data: the curve, its runs in the lane below a log axis, and its band. Empty strings where there is nothing. */
    readonly line: string;
    readonly laneLine: string;
    readonly band: string;
    readonly markers: readonly Point[];
    readonly end: Point | undefined;
};
export type EndLabel = {
    readonly text: string;
    readonly look: Look;
    readonly from: Point;
    readonly at: Point;
};
export type PlacedMark = {
    readonly at: Point;
    readonly text: string;
    readonly label: Point | undefined;
    readonly anchor: 'start' | 'end';
};
export type LegendEntry = {
    readonly text: string;
    readonly look: Look;
    readonly at: Point;
};
export type LinesLayout = {
    readonly plot: Plot;
    readonly height: number;
    readonly x: AxisLayout;
    readonly y: AxisLayout;
    readonly curves: readonly Curve[];
    readonly labels: readonly EndLabel[];
    readonly legend: readonly LegendEntry[];
    readonly marks: readonly PlacedMark[];
};
/** More series than this are not drawn one by one: nobody could read them. The table behind the figure has them all. */
export declare const mostSeries = 40;
/** Lays a lines figure out for one width: every place in px to a tenth, NaN nowhere. */
export declare function layoutLines(figure: LinesFigure, size: Size): LinesLayout;
/** What the picture says, in words, for those who do not see it. */
export declare function describeLines(figure: LinesFigure): string;
/** What a reader must know of values that have no place in the picture; empty when there are none. */
export declare function notesOn(figure: LinesFigure): string;
