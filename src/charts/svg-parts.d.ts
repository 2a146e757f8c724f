import type { ComponentChildren, JSX } from 'preact';
import type { AxisLayout } from './axis.ts';
import type { SetNumber } from './number.ts';
import type { Look } from './palette.ts';
import type { Plot, Size } from './size.ts';
/** One picture at one width: the frame every chart stands in, with its name and description for those who do not see it. */
export declare function Picture(props: {
    readonly size: Size;
    readonly height: number;
    readonly title: string;
    readonly desc: string;
    readonly id?: string | undefined;
    readonly children: ComponentChildren;
}): JSX.Element;
/** A number in SVG text; the exponent is raised by hand, because superscript signs differ from font to font. */
export declare function NumberSpans({ value, font }: {
    readonly value: SetNumber;
    readonly font: number;
}): JSX.Element;
/** The vertical axis: hairlines across the plot, labels to its left, its title above, the lane of values ≤ 0 at its foot. */
export declare function VerticalAxis(props: {
    readonly axis: AxisLayout;
    readonly plot: Plot;
    readonly label: string;
    readonly font: number;
}): JSX.Element;
/** The horizontal axis: a line with ticks under the plot, labels and title below it. */
export declare function HorizontalAxis(props: {
    readonly axis: AxisLayout;
    readonly plot: Plot;
    readonly label: string;
    readonly font: number;
}): JSX.Element;
/** A marker of a series, open, so that a band or a second marker still shows through. */
export declare function Marker({ at, look }: {
    readonly at: readonly [number, number];
    readonly look: Look;
}): JSX.Element;
