const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/** A decimal number with spaces around it allowed, else NaN: no hexadecimal, no 'Infinity', no empty text (which `Number` reads as 0). */
export function parseNumber(text: string): number {
  const trimmed = text.trim()
  return DECIMAL.test(trimmed) ? Number(trimmed) : NaN
}
