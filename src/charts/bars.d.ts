import type { JSX } from 'preact';
import type { BarsFigure } from './figure.ts';
import type { Size } from './size.ts';
/** Bars at one width, lying down: name, bar with its error bar and the published value, number. */
export declare function BarsPicture(props: {
    readonly figure: BarsFigure;
    readonly size: Size;
    readonly id?: string | undefined;
}): JSX.Element;
