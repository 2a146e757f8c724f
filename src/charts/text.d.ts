/**
 * A stranger's string made fit for one line of a report or a terminal: tabs and line ends become spaces, other steering
 * signs become �, and more than `limit` UTF-16 units are cut with an ellipsis. HTML is escaped by the renderer, not here.
 */
export declare function clean(text: unknown, limit?: number): string;
/** Width of a string in terminal cells. */
export declare function cells(text: string): number;
/** The longest start of `text` that fits `width` cells, never splitting a sign from its combining marks. */
export declare function takeCells(text: string, width: number): string;
/** `text` cut to `width` cells, with an ellipsis where it was cut. */
export declare function fitCells(text: string, width: number): string;
/** Generous estimate of the width in px of `text` set in a sans-serif of `size` px; a renderer without fonts has no better. */
export declare function textWidth(text: string, size: number): number;
/** `text` cut to `width` px at `size` px. */
export declare function fitWidth(text: string, width: number, size: number): string;
