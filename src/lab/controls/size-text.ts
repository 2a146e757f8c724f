import { groupedText } from '../words/numbers.ts'

/** A size in three digits: 9,000, 0.125. */
export const sizeText = (size: number): string => groupedText(String(Number(size.toPrecision(3))))

/** Bytes as a person counts memory: 50 MB, 1.9 GB. */
export function memoryText(bytes: number): string {
  const gigabytes = bytes / 1e9
  if (gigabytes < 0.95) return `${Math.max(10, Math.round(gigabytes * 100) * 10)} MB`
  return `${gigabytes.toFixed(gigabytes < 9.95 ? 1 : 0)} GB`
}
