import { describe, expect, it } from 'vitest'
import { darkPalette, lookOf, palette, papers } from './palette.ts'

type Rgb = readonly [number, number, number]
const linear = (hex: string): Rgb => {
  const [r, g, b] = [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  return [r, g, b]
}
const luminance = (hex: string): number => linear(hex).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0)
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((p, q) => q - p)
  return (high + 0.05) / (low + 0.05)
}
const apply = (m: readonly number[], c: Rgb): Rgb => {
  const [r, g, b] = [0, 1, 2].map(i => Math.min(1, Math.max(0, m[3 * i] * c[0] + m[3 * i + 1] * c[1] + m[3 * i + 2] * c[2])))
  return [r, g, b]
}
const oklab = (c: Rgb): number[] => {
  const lms = [
    [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]
  ]
  const [l, m, s] = lms.map(row => Math.cbrt(row[0] * c[0] + row[1] * c[1] + row[2] * c[2]))
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}
// Machado, Oliveira and Fernandes 2009, severity 1.
const visions = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039]
}
const nearest = (colors: readonly string[], vision: readonly number[]): number => {
  const seen = colors.map(c => oklab(apply(vision, linear(c))))
  let least = Infinity
  seen.forEach((a, i) => seen.slice(0, i).forEach(b => { least = Math.min(least, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])) }))
  return least
}

describe('palette', () => {
  it('stands out 3:1 from both papers', () => {
    for (const color of palette) for (const paper of Object.values(papers)) expect(contrast(color, paper)).toBeGreaterThanOrEqual(3)
    for (const color of darkPalette) expect(contrast(color, papers.dark)).toBeGreaterThanOrEqual(4)
  })

  it.each(Object.entries(visions))('tells its colours apart for %s vision', (_, vision) => {
    expect(nearest(palette, vision)).toBeGreaterThanOrEqual(0.1)
    expect(nearest(darkPalette, vision)).toBeGreaterThanOrEqual(0.09)
  })

  it('gives 24 series 24 looks', () => {
    expect(new Set(Array.from({ length: 24 }, (_, i) => JSON.stringify(lookOf(i)))).size).toBe(24)
  })

  it('tells 24 series apart without colour, and those of one colour by marker and by dash', () => {
    const looks = Array.from({ length: 24 }, (_, i) => lookOf(i))
    expect(new Set(looks.map(({ marker, dash }) => `${marker}|${dash}`)).size).toBe(24)
    for (let i = 0; i + 6 < 24; i++) expect([looks[i + 6].marker === looks[i].marker, looks[i + 6].dash === looks[i].dash]).toEqual([false, false])
  })

  it('leaves gaps in a dash that round ends do not close', () => {
    const gaps = Array.from({ length: 24 }, (_, i) => lookOf(i).dash ?? '').flatMap(dash => dash.split(' ').filter((_, k) => k % 2 === 1))
    for (const gap of [...gaps, lookOf(0, true).dash!.split(' ')[1]]) expect(Number(gap) - 1.8).toBeGreaterThanOrEqual(2)
  })
})
