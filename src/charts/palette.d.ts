/** Paper and ink of the two schemes: the chart styles and the test of contrast both read them here. */
export declare const papers: {
    readonly light: '#ffffff';
    readonly dark: '#14161a';
};
/**
 * Six colours that serve both papers: contrast ≥ 3:1 against white and against #14161a, and at least 0.1 apart in OKLab
 * for normal, protan, deutan and tritan vision (Machado et al. 2009, severity 1). The first is the accent.
 */
export declare const palette: readonly ['#1f66b8', '#d27a24', '#2a9d8f', '#b5402a', '#a378f8', '#786373'];
/** SVG path data of the marker shapes, each about 7 px across and centred on 0, 0. */
export declare const markers: readonly string[];
/** What tells one series from the others: colour, marker and, once the colours repeat or the figure asks for it, a dash. */
export type Look = {
    readonly color: string;
    readonly marker: string;
    readonly dash: string | undefined;
};
/** The look of series `index`; `dashed` marks a prediction or another series apart by meaning. */
export declare function lookOf(index: number, dashed?: boolean): Look;
