import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FIELDS, presets, resolve, toUrl } from '../experiment/index.ts'
import { labLine, queryOf, quoted } from './link.ts'
import { readExperiment } from './read-experiment.ts'
import { here } from './testing.ts'

const link = toUrl(presets['speed-2']!.experiment)

describe('queryOf', () => {
  it('finds the experiment in everything that a person may copy', () => {
    const copied = [
      link, `#${link}`, `?${link}`, `http://127.0.0.1:4710/#${link}`, `HTTP://localhost:4710/?${link}`, `http://[::1]:4710/index.html#${link}`,
      `https://example.org/lab/?a#${link}`, `https://example.org/lab/?${link}#top`, `file:///home/a%20b/deltascope-lab.html#${link}`,
      `http://127.0.0.1:4710/#${link}&embed=1&hide=build,stories&lang=zh`, `#story=speed&${link}`, `embed=1&${link}`
    ]
    for (const given of copied) expect(queryOf(given), given).toBe(link)
  })

  it('takes nothing else for a link', () => {
    for (const given of ['speed-2', 'a.json', './v=1', '/tmp/net=1.json', '-', 'ftp://a/#v=1']) expect(queryOf(given), given).toBe(undefined)
  })

  it('says what is missing in an address without an experiment', () => {
    for (const given of ['http://127.0.0.1:4710/', 'http://127.0.0.1:4710/#', 'https://a.b/#top', 'http://a/#lang=zh']) {
      expect(() => queryOf(given), given).toThrow(/^EXPERIMENT: expected a link with an experiment after its #, got "http/)
    }
  })

  it('leaves out what the page keeps in its address, and knows all of that', () => {
    const page = readFileSync(new URL('../lab/state/opening.ts', import.meta.url), 'utf8')
    const keys = [.../const OWN = new Set\(\[(.*)\]\)/.exec(page)![1]!.matchAll(/'(\w+)'/g)].map(([, key]) => key!)
    expect(keys).toContain('embed')
    for (const key of keys) expect(queryOf(`#${link}&${key}=1`)).toBe(link)
  })

  it('leaves out no key that an experiment has', () => {
    for (const { key } of FIELDS) expect(queryOf(`#${key}=1`)).toBe(`${key}=1`)
  })
})

describe('quoted', () => {
  it('is read back by a shell as it was, whatever it holds', () => {
    const words = fc.sample(fc.string({ unit: 'grapheme' }), { numRuns: 60, seed: 5 })
    const given = [...words, link, "it's", '$(id)', '`id`', 'a\\b', '"', '*', '~', '!!', ' ', 'a\nb']
    const echoed = execFileSync('sh', ['-c', `printf '%s\\0' ${given.map(quoted).join(' ')}`], { encoding: 'utf8' })
    expect(echoed.split('\0').slice(0, -1)).toEqual(given)
  })
})

describe('the link that a command prints back', () => {
  const TINY = ['--set', 'training.epochs=3', '--seed', '9', '--kernels', 'reference', '--threads', '1']
  const json = ({ out }: { out: string }): { link: string; fingerprint: string; experiment: unknown } => JSON.parse(out) as never

  it('gives the same run again: same document, same fingerprint', async () => {
    const first = json(await here(['run', 'xor', ...TINY, '--json']))
    expect(first.link).toBe(toUrl(resolve(first.experiment)))
    const again = json(await here(['run', `http://127.0.0.1:4710/#${first.link}`, '--kernels', 'reference', '--threads', '1', '--json']))
    expect(again).toEqual(first)
    const text = await here(['run', 'xor', ...TINY])
    expect(text.err).toContain(`fingerprint ${first.fingerprint}\nlab: deltascope lab '${first.link}'\n`)
    expect(text.out).toContain(`\n${first.link}\n`)
  })

  it('is printed by measure and predict, for one seed of many, and not where notes are unwanted', async () => {
    const experiment = await readExperiment('xor', ['seed=9'])
    const several = await here(['measure', 'xor', '--seed', '9', '--seeds', '2', '--kernels', 'reference', '--threads', '1'])
    expect(several.err).toContain(`${labLine(experiment)}\n`)
    expect((await here(['predict', 'xor', '--seed', '9'])).err).toContain(`${labLine(experiment)}\n`)
    expect(json(await here(['predict', 'xor', '--seed', '9', '--json'])).link).toBe(toUrl(experiment))
    expect((await here(['predict', 'xor', '--quiet'])).err).toBe('')
  })

  it('survives a shell: names of files with any signs', async () => {
    const experiment = resolve({ data: { kind: 'csv', inputs: "a 'b' & $(c).csv", targets: 'y' }, network: { layers: [2, 2] } })
    const line = labLine(experiment).replace('lab: deltascope lab ', '')
    const word = execFileSync('sh', ['-c', `printf %s ${line}`], { encoding: 'utf8' })
    expect(await readExperiment(word, [])).toEqual(experiment)
  })
})
