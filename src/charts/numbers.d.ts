import type { Figure } from './figure.ts';
/** A table of numbers ready to be set. `note` says which rows are missing. */
export type Numbers = {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number)[])[];
    readonly note: string;
};
/** The most rows and columns a table shows: enough to check a curve by hand, little enough to keep a report small. */
export declare const mostRows = 24;
/** The numbers behind a figure, thinned to what a reader can use. */
export declare function numbersOf(figure: Figure): Numbers;
