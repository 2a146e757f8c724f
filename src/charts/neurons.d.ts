import type { JSX } from 'preact';
import type { NeuronsFigure } from './figure.ts';
import type { Size } from './size.ts';
/** The most neurons drawn in a layer, and layers in a figure. */
export declare const mostNeurons = 60;
export type NeuronBar = {
    readonly y: number;
    readonly width: number;
    readonly negative: boolean;
    readonly missing: boolean;
};
export type NeuronsLayout = {
    readonly height: number;
    readonly radius: number;
    readonly columns: readonly {
        readonly name: string;
        readonly note: string;
        readonly x: number;
        readonly y: number;
        readonly bars: readonly NeuronBar[];
    }[];
    /** The length in px of `scale` units. */
    readonly bar: {
        readonly value: number;
        readonly width: number;
        readonly y: number;
    };
};
/** Columns of neurons, as many a row as leave each 76 px; one scale for all, so that lengths compare across layers. */
export declare function layoutNeurons(figure: NeuronsFigure, size: Size): NeuronsLayout;
/** What the picture says, in words. */
export declare function describeNeurons(figure: NeuronsFigure): string;
/** The book's picture at one width: each neuron a circle with its value as a bar from the centre, one column a layer. */
export declare function NeuronsPicture(props: {
    readonly figure: NeuronsFigure;
    readonly size: Size;
    readonly id?: string | undefined;
}): JSX.Element;
