import { describe, expect, it } from 'vitest'
import { boundTable, contestTable, rivalOf, workTable } from './contest-table.ts'
import { contestOf, ratesOf } from './testing.ts'

const torch = ratesOf('PyTorch', 1, 480, 500, 470)
const numpy = ratesOf('NumPy', 1, 450, 460, 455)
const torch2 = ratesOf('PyTorch', 2, 400, 410, 420)
const numpy2 = ratesOf('NumPy', 2, 510, 520, 530)
const other = ratesOf('TensorFlow.js', 1, 9999, 9999, 9999)
const simd = ratesOf('simd', 1, 960, 900, 940)
const fma = ratesOf('simd-fma', 1, 1000, 1000, 1000)
const simd2 = ratesOf('simd', 2, 1920, 1530, 1880)

describe('rivalOf', () => {
  const contest = contestOf('fullbatch', [torch, numpy, other, simd, torch2, numpy2])
  it('sets one thread against the faster peer on one thread', () => expect(rivalOf(contest, 1)).toBe(torch))
  it('sets two threads against the faster peer at its best thread count', () => {
    expect(rivalOf(contest, 2)).toBe(numpy2)
    expect(rivalOf(contestOf('fullbatch', [torch, numpy, torch2]), 2)).toBe(torch)
  })
  it('knows of none where no peer took part', () => expect(rivalOf(contestOf('fullbatch', [other, simd]), 1)).toBeUndefined())
})

describe('the one table', () => {
  const rows = contestTable([contestOf('fullbatch', [torch, numpy, other, simd, fma, torch2, numpy2, simd2])], 3).rows
  const row = (i: number): string => rows[i]!.join('|')
  it('has a row for everyone and marks the faster peers', () => {
    expect(rows.map(r => r[1])).toEqual(['PyTorch', 'NumPy', 'TensorFlow.js', 'simd', 'simd-fma', 'PyTorch', 'NumPy', 'simd'])
    expect(row(0)).toBe('fullbatch|PyTorch|1|480|470–500|faster peer||||||'.slice(0, -1))
    expect(rows.map(r => r[5] === 'faster peer')).toEqual([true, false, false, false, false, false, true, false])
  })
  it('judges one thread: met and missed', () => {
    // 960/480, 900/500, 940/470 = 2, 1.8, 2
    expect(row(3)).toBe('|simd|1|940|900–960|2.00|1.80–2.00|✓ ≥ 1.8|||')
    expect(row(4)).toBe('|simd-fma|1|1,000|1,000–1,000|2.08|2.00–2.13|✗ ≥ 2.2|||')
  })
  it('judges two threads against the peers and against our own one', () => {
    // 1920/510, 1530/520, 1880/530 = 3.76, 2.94, 3.55 · 2, 1.7, 2
    expect(row(7)).toBe('|simd|2|1,880|1,530–1,920|3.55|2.94–3.76|✓ ≥ 3|2.00|1.70–2.00|✓ ≥ 1.7')
  })
  it('says who dropped out and whose bytes differ', () => {
    const failed = { ...torch, rates: [NaN], failure: 'gone' }
    const { notes } = contestTable([contestOf('deep100', [failed, simd], { sameBytes: { simd: true, 'simd-fma': false } })], 1)
    expect(notes).toContain('deep100: PyTorch on 1 thread dropped out: gone.')
    expect(notes).toContain('deep100: simd gives the same bytes on two threads.')
    expect(notes).toContain('✗ deep100: simd-fma gives other bytes on two threads.')
  })
  it('says of all workloads in one line that the bytes are the same', () => {
    const same = { simd: true, 'simd-fma': true }
    const { notes } = contestTable(['minibatch', 'deep100'].map(name => contestOf(name, [simd], { sameBytes: same })), 1)
    expect(notes.filter(note => note.includes('bytes'))).toEqual(['minibatch, deep100: simd and simd-fma give the same bytes on two threads.'])
  })
  it('says when our own threads did not sleep in the peers’ rounds', () => {
    const notes = (burned: number) => contestTable([contestOf('deep100', [simd], { burned })], 1).notes.filter(note => note.startsWith('✗'))
    expect(notes(0.04)).toEqual([])
    expect(notes(0.83)).toEqual(['✗ deep100: our own threads used up to 83 % of a processor while the peers had their rounds.'])
  })
  it('leaves out of the two-thread rows, everyone\'s, the rounds in which the processors were far apart', () => {
    const contest = contestOf('fullbatch', [torch, numpy, simd, torch2, numpy2, simd2], { roundTrips: [1.1e-7, 3.5e-7, 1.2e-7] })
    const { rows, notes } = contestTable([contest], 3)
    expect(rows[2]!.join('|')).toBe('|simd|1|940|900–960|2.00|1.80–2.00|✓ ≥ 1.8|||')
    expect(rows[4]!.slice(1, 5)).toEqual(['NumPy', '2', '520', '510–530'])
    // 1920/510, 1880/530 = 3.76, 3.55 · 2, 2
    expect(rows[5]!.join('|')).toBe('|simd|2|1,900|1,880–1,920|3.66|3.55–3.76|✓ ≥ 3|2.00|2.00–2.00|✓ ≥ 1.7')
    expect(notes.at(-1)).toBe('fullbatch: in 1 of 3 rounds the two processors were far apart, a number took 0.35 µs there and back (0.25 µs at most ' +
      'otherwise): left out of everyone’s two-thread rows.')
    const none = contestTable([{ ...contest, roundTrips: [3e-7, 3.5e-7, 4e-7] }], 3)
    expect(none.rows[5]![5]).toBe('3.55')
    expect(none.notes.at(-1)).toMatch(/^fullbatch: in 3 of 3 rounds .* what works together on two threads is slower for it\.$/)
  })
  it('is there without any peer', () => {
    const [only] = contestTable([contestOf('minibatch', [simd])], 3).rows
    expect(only!.join('|')).toBe('minibatch|simd|1|940|900–960||||||')
  })
})

describe('the table of work', () => {
  it('gives GFLOP/s and the share of the peak', () => {
    const peaks = { simd: { gflops: 50, chains: 12 } }
    const { rows, notes } = workTable([contestOf('fullbatch', [torch, simd, fma])], peaks)
    // dense: 1000 · (4·784·30 + 3·6·900 + 6·300) = 112.08 MFLOP; non-zero: 1000 · (4·150·30 + 16200 + 1800) = 36 MFLOP
    expect(rows[0]).toEqual(['fullbatch', 'PyTorch', '', '', '', '112.08', '53.8', ''])
    expect(rows[1]).toEqual(['', 'simd', '36.00', '33.8', '68 %', '112.08', '105.4', '211 %'])
    expect(rows[2]!.slice(1)).toEqual(['simd-fma', '36.00', '36.0', '', '112.08', '112.1', ''])
    expect(notes[0]).toContain('simd 50.0 GFLOP/s (12 chains)')
  })
})

describe('the bound', () => {
  it('is the products at the peak and nothing else', () => {
    const { columns, rows } = boundTable([contestOf('fullbatch', [simd])], { 'simd-fma': { gflops: 36, chains: 8 } })
    expect(columns).toHaveLength(rows[0]!.length)
    expect(rows[0]).toEqual(['fullbatch', '150.0', '400', '26650', '36.000', '112.08', '6.2 MB', '0.173', '1 ms', '1,000'])
  })
})
