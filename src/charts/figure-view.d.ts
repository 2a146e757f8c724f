import type { JSX } from 'preact';
import type { Figure } from './figure.ts';
import { type Numbers } from './numbers.ts';
/** Numbers as a real table; a column of numbers stands right-aligned, and the table scrolls by itself where it is too wide. */
export declare function NumbersTable({ numbers, label }: {
    readonly numbers: Numbers;
    readonly label: string;
}): JSX.Element;
/**
 * A figure with its title, picture at two widths (CSS shows one), caption and the numbers behind it. Pure: the same data
 * gives the same markup. `id` must be unique on the page; it ties the picture to its name for screen readers. Needs `chartStyles`.
 */
export declare function FigureView({ figure, id }: {
    readonly figure: Figure;
    readonly id?: string;
}): JSX.Element;
