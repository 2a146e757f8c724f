/** A ratio as it stands below a 1: 4.88, and (4.88×10⁷), since 1/4.88×10⁷ would be another number. */
export const divisor = (ratio: string): string => (ratio.includes('×') ? `(${ratio})` : ratio)
