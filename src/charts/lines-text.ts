import type { Axis, LinesFigure } from './figure.ts'
import { drawnSeries } from './lines-layout.ts'
import { numberText } from './number.ts'
import { clean } from './text.ts'
import { englishWords } from './words.ts'

/** What the picture says, in words, for those who do not see it. */
export function describeLines(figure: LinesFigure, words = englishWords): string {
  const axis = (a: Axis): string => (a.scale === 'log' ? words.logarithmic(clean(a.label, 120)) : clean(a.label, 120))
  const lines = figure.series.slice(0, 12).map(s => {
    const seen = s.y.filter(v => Number.isFinite(v))
    return seen.length === 0 ? words.noFiniteValue(clean(s.name, 80)) :
      words.goesFromTo(clean(s.name, 80), numberText(seen[0]), numberText(seen.at(-1)!))
  })
  const moments = [
    ...(figure.changes ?? []).slice(0, 12).map(m => words.changedAt(clean(m.label, 80), numberText(m.x))),
    ...(figure.end ? [words.endedAt(clean(figure.end.label, 120), numberText(figure.end.x))] : [])
  ]
  return [words.horizontal(axis(figure.x)), words.vertical(axis(figure.y)), ...lines, ...moments].join(words.semicolon)
}

/** What a reader must know of values that have no place in the picture; empty when there are none. */
export function notesOn(figure: LinesFigure, words = englishWords): string {
  let [gaps, left] = [0, 0]
  for (const s of figure.series) {
    for (let i = 0; i < Math.min(s.x.length, s.y.length); i++) {
      if (!Number.isFinite(s.x[i]) || !Number.isFinite(s.y[i])) gaps++
      else if (figure.x.scale === 'log' && s.x[i] <= 0) left++
    }
  }
  const notes: string[] = []
  if (gaps > 0) notes.push(words.notFinite(gaps))
  if (left > 0) notes.push(words.offLogAxis(left))
  const drawn = drawnSeries(figure.series).length
  if (drawn < figure.series.length) notes.push(words.seriesShown(drawn, figure.series.length))
  return notes.join(words.space)
}
