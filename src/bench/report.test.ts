import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Results } from './bench.ts'
import { headLines, markdownOf, tablesOf, textOf } from './report.ts'
import { contestOf, ratesOf } from './testing.ts'
import { WORKLOADS } from './workloads.ts'

const results: Results = {
  version: 1,
  machine: { processor: 'A processor', cores: 2, memoryGiB: 24, system: 'linux-x64', node: '20.1.0', v8: '11', joined: false },
  load: { begin: 0.1, end: 1.5 }, rounds: 5, seconds: 0.5, took: 201.4,
  peers: [{ name: 'NumPy', threads: 1, about: 'NumPy 1.24' }, { name: 'NumPy', threads: 2, about: 'NumPy 1.24' }],
  absent: [1, 2].map(threads => ({ name: 'PyTorch', threads, reason: 'PyTorch is not installed for python3 (python3-torch)' })),
  unable: { 'simd-fma': 'this runtime has no relaxed SIMD' },
  contests: [contestOf('deep100', [ratesOf('NumPy', 1, 400), ratesOf('simd', 1, 500)])],
  peaks: { simd: { gflops: 50, chains: 12 } },
  trace: { readings: 1e6, framed: [1, 1], single: [1, 1] }
}

describe('the report', () => {
  it('says what it ran on, once for every reason and version', () => {
    expect(headLines(results)).toEqual([
      'A processor, 2 cores, 24 GiB, linux-x64, Node 20.1.0 (V8 11), vectors of 128 bits.',
      'Load average 0.10 at the start, 1.50 at the end; 5 rounds of about 0.5 s each; 201 s in all.',
      'Peers: NumPy 1.24.',
      'Without PyTorch: PyTorch is not installed for python3 (python3-torch).',
      'simd-fma took no part: this runtime has no relaxed SIMD.'
    ])
  })
  it('warns of a machine that was busy', () => {
    expect(headLines({ ...results, load: { begin: 0.8, end: 1 } })[1]).toMatch(/0.80 at the start \(above 0.5.*noise/)
    expect(headLines({ ...results, load: { begin: NaN, end: NaN } })[1]).not.toContain('noise')
  })
  it('shows the parts that were asked for and found', () => {
    expect(tablesOf(results, ['table', 'trace']).map(({ title }) => title.split(' ')[0])).toEqual(['Training', '1,000,000'])
    const { trace: _, ...without } = results
    expect(tablesOf(without, ['work', 'growth'])).toHaveLength(2)
  })
  it('is text, or Markdown with a table under a heading', () => {
    const lines = /^A processor[\s\S]*deep100 {3}NumPy +1 +400[\s\S]*simd +1 +500 .* 1\.25 .* ✓ ≥ 1\n[\s\S]*\n$/
    expect(textOf(results, ['table'])).toMatch(lines)
    expect(markdownOf(results, ['table'])).toContain('\n\n### Training steps')
    expect(markdownOf(results, ['table'])).toContain('|  | simd | 1 | 500 | 500–500 | 1.25 | 1.25–1.25 | ✓ ≥ 1 |')
  })
  it('as JSON keeps every round', () => {
    const back = JSON.parse(JSON.stringify(results)) as Results
    expect(back.contests![0]!.rates[1]!.rates).toEqual([500])
  })
})

describe('docs/performance.md', () => {
  const text = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8')
  it('has one place for what the bench prints, with vectors of either width', () => {
    expect(text.match(/<!-- bench-\d+:(begin|end) -->/g)).toEqual([128, 256].flatMap(bits => [`<!-- bench-${bits}:begin -->`, `<!-- bench-${bits}:end -->`]))
  })
  it('names every workload with its batch', () => {
    for (const { name, batch } of WORKLOADS) expect(text).toMatch(new RegExp(`^\\| ${name} \\| 784-[^|]+ \\| ${batch} \\|`, 'm'))
  })
})
