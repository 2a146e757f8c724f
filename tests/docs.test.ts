import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claims } from '../src/chapter5/index.ts'
import { ACTIVATION_NAMES, FIELDS, resolve, WEIGHT_KINDS, type Experiment, type ExperimentInput } from '../src/experiment/index.ts'
import { LAYER_QUANTITIES, NETWORK_QUANTITIES } from '../src/experiment/document.ts'
import { withSummary } from '../scripts/performance-summary.mjs'

const root = join(import.meta.dirname, '..')
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

interface Block { readonly language: string; readonly text: string; readonly printed: string | undefined }

/** The fenced blocks of a document, each with the `text` block that follows it as what it prints. */
function blocks(markdown: string): Block[] {
  const found = [...markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language: language!, text: text! }))
  return found.map((block, i) => ({ ...block, printed: found[i + 1]?.language === 'text' ? found[i + 1]!.text : undefined }))
}

const readme = blocks(read('README.md'))

describe('README', () => {
  const scripts = readme.filter(block => block.language === 'js')
  it.each(scripts.map((block, i) => [i + 1, block] as const))('snippet %i prints what stands below it', (_, { text, printed }) => {
    const options = { cwd: root, encoding: 'utf8' } as const
    expect(execFileSync(process.execPath, ['--input-type=module', '--eval', text], options)).toBe(printed)
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(12)
  })

  const commands = readme.filter(block => block.language === 'sh').flatMap(block => block.text.trim().split('\n').map(line => [line, block.printed] as const))
  it.each(commands.filter(([line]) => line.startsWith('npx deltascope ')))('%s prints what stands below it', (line, printed) => {
    const args = line.split(' ').slice(2)
    const output = execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    expect(output.trimEnd()).toBe(printed!.trimEnd())
  })

  it('can be run by its own name in a checkout, also after a rebuild', () => {
    accessSync(join(root, 'dist/cli/main.js'), constants.X_OK)
  })

  it.each(['exec', 'link'])('is not built again by npm %s', npm_command => {
    const options = { cwd: root, encoding: 'utf8', env: { ...process.env, npm_command }, timeout: 5000 } as const
    expect(execFileSync(process.execPath, ['scripts/prepare.mjs'], options)).toBe('')
  })

  it('names only commands and files that exist', () => {
    const names = commands.map(([line]) => line).filter(line => line.startsWith('npm '))
    expect(names).toEqual(['npm ci && npm start', 'npm cit'])
    const { scripts: known } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    expect(Object.keys(known)).toEqual(expect.arrayContaining(['start', 'test']))
  })
})

const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', ...readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md')).map(name => `docs/${name}`)]

/** The anchors that GitHub gives a document's headings. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-'))
}

it.each(DOCUMENTS)('%s links only to files and headings that exist', name => {
  for (const [, target] of read(name).matchAll(/\]\((?!http)([^)]+)\)/g)) {
    const [path, anchor] = target!.split('#')
    const file = path === '' ? name : join(dirname(name), path!)
    expect(existsSync(join(root, file)), target).toBe(true)
    if (anchor !== undefined) expect(anchors(read(file)), target).toContain(anchor)
  }
})

describe('docs', () => {
  it('experiment.md names every field with its key and meaning, and its document is the default', () => {
    const text = read('docs/experiment.md')
    for (const { path, key, says } of FIELDS) expect(text).toContain(`| \`${path}\` | \`${key}\` | ${says} |`)
    const document: unknown = JSON.parse(blocks(text).find(block => block.language === 'json')!.text)
    expect(document).toEqual(resolve({ network: { layers: [784, 30, 30, 10] } }))
  })

  it('experiment.md tells the defaults of every kind', () => {
    const told = new Map([...read('docs/experiment.md').matchAll(/^\| ([\w, ]+?)(?: \([\w ]+\))? \| (.+) \|$/gm)].flatMap(([, kinds, fields]) => kinds!.split(', ').map(kind => [kind, fields!])))
    const layers = [784, 30, 10], files = { inputs: 'a', targets: 'b' }
    const withData = (data: object): object => resolve({ data, network: { layers } } as ExperimentInput).data
    const weights = (kind: string): object => resolve({ network: { layers, initialization: { weights: { kind } } } } as ExperimentInput).network.initialization.weights
    const training = (part: object): Experiment['training'] => resolve({ network: { layers }, training: part } as ExperimentInput).training
    const real: Record<string, object> = {
      ...Object.fromEntries(['idx', 'csv', 'npy', 'npz'].map(kind => [kind, withData({ kind, ...files })])),
      ...Object.fromEntries(['normal', 'uniform', 'he', 'glorot', 'lecun', 'orthogonal', 'sparse', 'constant'].map(kind => [kind, weights(kind)])),
      ...Object.fromEntries(['sgd', 'adagrad', 'rmsprop', 'adam', 'adamw'].map(kind => [kind, training({ optimizer: { kind } }).optimizer])),
      ...Object.fromEntries(['step', 'cosine'].map(kind => [kind, training({ schedule: { kind } }).schedule]))
    }
    for (const [kind, inputs, outputs] of [['circles', 2, 2], ['spirals', 2, 2], ['xor', 2, 2], ['blobs', 2, 3], ['regression', 1, 1], ['curves', 784, 784]] as const) {
      real[kind] = resolve({ data: { kind }, network: { layers: [inputs, 5, outputs] } }).data
    }
    for (const [kind, fields] of Object.entries(real)) {
      const words = Object.entries(fields).filter(([key]) => !['kind', 'inputs', 'targets'].includes(key)).map(([key, value]) => `${key} ${String(value)}`)
      expect(told.get(kind), kind).toBe(words.join(', '))
    }
    expect(training({ gradientClipping: {} }).gradientClipping).toEqual({ kind: 'norm', limit: 1 })
    expect(told.get('gradientClipping')).toBe('kind norm, limit 1')
  })

  it('own-models.md prints what stands below its program', () => {
    const [program] = blocks(read('docs/own-models.md')).filter(block => block.language === 'js')
    expect(execFileSync(process.execPath, ['--input-type=module', '--eval', program!.text], { cwd: root, encoding: 'utf8' })).toBe(program!.printed)
  })

  it('own-models.md has a whole document for a network from a file', () => {
    const { data, network, observe } = resolve(JSON.parse(blocks(read('docs/own-models.md')).find(block => block.language === 'json')!.text) as ExperimentInput)
    expect([data.kind, network.activation, network.outputActivation, network.cost]).toEqual(['npy', 'relu', 'softmax', 'logLikelihood'])
    expect(observe.quantities).toEqual(expect.arrayContaining(['deltaRms', 'weightGain', 'slopeGain', 'deadShare', 'accuracy']))
  })

  it('experiment.md lists the values of the fields that have too many for a row', () => {
    const text = read('docs/experiment.md')
    const listed = { 'network.activation': ACTIVATION_NAMES, 'network.initialization.weights.kind': WEIGHT_KINDS }
    for (const [path, names] of Object.entries(listed)) expect(text).toContain(`\n- **\`${path}\`**: ${names.join(', ')}.\n`)
  })

  it('chapter5.md lists every claim by number and name', () => {
    const text = read('docs/chapter5.md')
    for (const { number, id, title } of claims) expect(text).toContain(`\n| ${number} | \`${id}\` | ${title.replaceAll('|', '\\|')} |`)
  })

  it('quantities.md explains every quantity', () => {
    const text = read('docs/quantities.md')
    for (const name of [...LAYER_QUANTITIES, ...NETWORK_QUANTITIES]) expect(text).toContain(`\`${name}\``)
  })

  it('performance.md sums up what its measured sections say', () => {
    const text = read('docs/performance.md')
    expect(withSummary(text)).toBe(text)
    expect(text).toMatch(/\| minibatch, one thread ÷ the faster peer \| ≥ 6 \| [\d.]+ [✓✗] \/ [\d.]+ [✓✗] \| [\d.]+ [✓✗] \/ [\d.]+ [✓✗] \|/)
    expect(withSummary(text.replace('✗ ≥ 6', '✓ ≥ 6'))).not.toBe(text.replace('✗ ≥ 6', '✓ ≥ 6'))
    expect(text).toMatch(/^- \*\*wide512\*\*, eight hidden layers of 512, [^:]+: [\d.]+ times as many on Node \d+, [\d.]+ times on Node \d+ /m)
    expect(withSummary(text.replaceAll(/Load average [\d.]+ at the start/g, 'Load average 0.20 at the start'))).not.toContain('not quiet: its')
  })
})
