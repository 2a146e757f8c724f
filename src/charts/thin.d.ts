/** A point in px. */
export type Point = readonly [x: number, y: number];
/**
 * A polyline thinned by runs: of each run of points with the same `key` the first, lowest, highest and last are kept, in
 * order, so that every minimum and maximum is drawn (M4, Jugel et al. 2014). O(n).
 */
export declare function thinRuns(points: readonly Point[], key: (point: Point, index: number) => number): Point[];
/** Drops points that lie within `tolerance` px of the line without them (Douglas and Peucker 1973), without recursion. */
export declare function simplify(points: readonly Point[], tolerance: number): Point[];
/** A polyline with about `budget` points at most: true to a quarter of a pixel where the budget allows, its extremes always kept. */
export declare function thin(points: readonly Point[], budget: number): Point[];
/** Rows to show of `count`: all up to `limit`, else evenly spaced with the first, the last and every one in `always`. */
export declare function thinRows(count: number, limit: number, always?: readonly number[]): number[];
/** SVG path data of a polyline: one absolute move, then relative steps to a tenth of a pixel, without drift. */
export declare function pathOf(points: readonly Point[], close?: boolean): string;
