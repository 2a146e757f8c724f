/** An integer in superscript signs: −5 → ⁻⁵. */
export declare function superscript(n: number): string;
/** A number taken apart for setting: `mantissa` alone, or mantissa × 10^`exponent`. An empty mantissa stands for 1. */
export type SetNumber = {
    readonly mantissa: string;
    readonly exponent?: number;
};
/**
 * `x` to `digits` significant digits: plain between 10⁻³ and 10⁵ (whole numbers up to 10⁶ in full), else mantissa and
 * exponent. `trim` drops trailing zeros, as on an axis; a table keeps them, because they say how much is known.
 */
export declare function setNumber(x: number, digits?: number, trim?: boolean): SetNumber;
/** `setNumber` as one string: 2.98×10⁻³, 10⁻⁵, −0.25, ∞, NaN. */
export declare function numberText(x: number, digits?: number, trim?: boolean): string;
/** For a terminal: 2.98e-3, 1e-5, −0.25 with an ASCII minus, inf, NaN. */
export declare function plainNumber(x: number, digits?: number): string;
