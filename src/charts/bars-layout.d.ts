import { type AxisLayout } from './axis.ts';
import type { BarsFigure } from './figure.ts';
import { type Look } from './palette.ts';
import type { Plot, Size } from './size.ts';
export type BarRow = {
    readonly name: string;
    readonly look: Look;
    readonly at: number;
    /** Ends of the bar in px; undefined where the value cannot be placed. */
    readonly from: number;
    readonly to: number | undefined;
    readonly error: readonly [number, number] | undefined;
    readonly published: number | undefined;
    readonly number: string;
};
export type BarsLayout = {
    readonly plot: Plot;
    readonly height: number;
    readonly axis: AxisLayout;
    /** Whether values are dots: where zero is out of sight, the length of a bar would lie. */
    readonly dots: boolean;
    readonly heads: readonly {
        readonly name: string;
        readonly at: number;
    }[];
    readonly rows: readonly BarRow[];
    readonly anyPublished: boolean;
    readonly anyError: boolean;
};
/** The most bars drawn; the table behind the figure has a thinned list of all. */
export declare const mostBars = 120;
/** Lays bars out as rows, one a bar, under one head a group: names stay readable at any width. */
export declare function layoutBars(figure: BarsFigure, size: Size): BarsLayout;
/** What the picture says, in words. */
export declare function describeBars(figure: BarsFigure): string;
