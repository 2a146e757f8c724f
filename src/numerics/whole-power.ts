/** xⁿ for whole n ≥ 0, by squaring: the same bits in every engine, which Math.pow does not promise. */
export function wholePower(x: number, n: number): number {
  let result = 1
  for (let square = x, left = n; left > 0; left = Math.floor(left / 2), square *= square) if (left % 2 === 1) result *= square
  return result
}
