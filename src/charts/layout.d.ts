/**
 * Moves labels apart so that neighbours stand at least `gap` from each other and all stay in [low, high], each as near
 * its target as least squares allows (pool adjacent violators). Order of the targets is kept; if they do not all fit,
 * the gap shrinks to what fits. O(n log n).
 */
export declare function spread(targets: readonly number[], gap: number, low: number, high: number): number[];
/** A rectangle in px. */
export type Box = {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
};
/** Whether two boxes share area. */
export declare function overlaps(a: Box, b: Box): boolean;
