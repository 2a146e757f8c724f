import { describe, expect, it } from 'vitest'
import { layoutCursor } from './cursor.ts'
import type { LinesFigure, Series } from './figure.ts'
import { drawnSeries, layoutLines } from './lines-layout.ts'
import { notesOn } from './lines-text.ts'
import { liveSize } from './size.ts'

const layers = (count: number, ghost?: Series['ghost']): Series[] => Array.from({ length: count }, (_, i): Series => ({
  name: ghost === undefined ? `layer ${i + 1}` : '', x: [0, 1], y: [i + 1, i + 2], look: i, ...(ghost === undefined ? {} : { ghost })
}))
const looks = (series: readonly Series[], ghost?: Series['ghost']): (number | undefined)[] => series.filter(s => s.ghost === ghost).map(s => s.look)
const figure = (series: readonly Series[]): LinesFigure =>
  ({ kind: 'lines', title: 't', caption: '', x: { label: 'x', scale: 'linear' }, y: { label: 'y', scale: 'log' }, series })

describe('of too many series', () => {
  it('evenly chosen ones are drawn, with the first and the last', () => {
    const drawn = looks(drawnSeries(layers(60)))
    expect(drawn).toHaveLength(40)
    expect([drawn[0], drawn.at(-1)]).toEqual([0, 59])
    expect(drawn.filter(look => look! < 30)).toHaveLength(20)
    expect(notesOn(figure(layers(60)))).toContain('40 of 60 series')
  })
  it('those without a look keep the one of their place', () => {
    const bare = layers(60).map(({ name, x, y }) => ({ name, x, y }))
    expect(looks(drawnSeries(bare))).toEqual(looks(drawnSeries(layers(60))))
  })
  it('ghosts take no place from curves, nor curves from ghosts', () => {
    const drawn = drawnSeries([...layers(20), ...layers(20, 'theory'), ...layers(20, 0), ...layers(20, 1)])
    expect([looks(drawn), looks(drawn, 'theory'), looks(drawn, 0), looks(drawn, 1)].map(one => one.length)).toEqual([20, 20, 20, 20])
    const crowded = drawnSeries([...layers(20), ...[0, 1, 2, 3].flatMap(place => layers(20, place))])
    for (const place of [0, 1, 2, 3]) expect(looks(crowded, place)).toEqual(looks(crowded, 0))
    expect(looks(crowded, 0)).toHaveLength(10)
    expect(looks(crowded, 0).at(-1)).toBe(19)
  })
  it('ghosts stand beside curves that are drawn', () => {
    const drawn = drawnSeries([...layers(60), ...layers(60, 0)])
    for (const look of looks(drawn, 0)) expect(looks(drawn)).toContain(look)
    expect(looks(drawn, 0).at(-1)).toBe(59)
  })
  it('the cursor is on those that are drawn', () => {
    const [many, size] = [figure(layers(60)), liveSize(600, 300)]
    const { points } = layoutCursor(many, layoutLines(many, size), size, 1)!
    expect(points).toHaveLength(40)
    expect(points.at(-1)!.y).toBe(61)
  })
})
