import type { JSX } from 'preact';
import type { LinesFigure } from './figure.ts';
import type { Size } from './size.ts';
/** Curves at one width: bands below, then axes, curves, labels at their ends and marks on top. */
export declare function LinesPicture(props: {
    readonly figure: LinesFigure;
    readonly size: Size;
    readonly id?: string | undefined;
}): JSX.Element;
