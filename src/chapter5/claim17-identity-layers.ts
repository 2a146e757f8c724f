import { numberText, type Figure } from '../charts/index.ts'
import { mean } from '../numerics/index.ts'
import { defineClaim, paragraphs, reasonOf, tooLittle, type Judgement } from './claim.ts'
import { identityWeight, prepareDeeper, type DeeperEvidence, type DeeperNetwork, type Score } from './deeper-evidence.ts'
import { outOf, percent } from './figures.ts'

type Way = Exclude<keyof DeeperNetwork, 'added'>
const ways: readonly { readonly key: Way; readonly name: string }[] = [
  { key: 'built', name: 'built from identity neurons' },
  { key: 'builtResidual', name: 'built with residual links' },
  { key: 'goneOn', name: 'built, then trained on' },
  { key: 'goneOnResidual', name: 'built with links, then trained on' },
  { key: 'descended', name: 'descent from a random start' },
  { key: 'descendedResidual', name: 'descent with residual links' }
]

const addedOf = (e: DeeperEvidence): number[] => e.seeds[0]?.deeper.map(d => d.added) ?? []
const scores = (e: DeeperEvidence, added: number, way: Way): Score[] =>
  e.seeds.flatMap(s => s.deeper.filter(d => d.added === added).map(d => d[way]))
const right = (e: DeeperEvidence, added: number, way: Way): number => mean(scores(e, added, way).map(s => s.accuracy))
const costs = (e: DeeperEvidence, added: number, way: Way): number => mean(scores(e, added, way).map(s => s.cost))
const shallowRight = (e: DeeperEvidence): number => mean(e.seeds.map(s => s.shallow.accuracy))

/** The largest difference in accuracy between a built network and the shallow one it was built from. */
export const farthestBuilt = (e: DeeperEvidence, way: 'built' | 'builtResidual'): number =>
  Math.max(...e.seeds.flatMap(s => s.deeper.map(d => Math.abs(d[way].accuracy - s.shallow.accuracy))))

function figures(e: DeeperEvidence): Figure[] {
  const added = addedOf(e)
  return [
    {
      kind: 'lines',
      title: 'More layers: what could be, and what descent finds',
      caption: `Validation images named right, means over ${e.seeds.length} seeds. No layer added: the shallow network.`,
      x: { label: 'hidden layers added', scale: 'linear' },
      y: { label: 'accuracy, %', scale: 'linear' },
      series: ways.map(({ key, name }) => ({
        name, points: true, dash: key.startsWith('built'),
        x: [0, ...added], y: [100 * shallowRight(e), ...added.map(n => 100 * right(e, n, key))]
      }))
    },
    {
      kind: 'table',
      title: 'Cost on the training images',
      caption: 'Means over seeds, without the L2 term. What was built shows a cost that the deeper network can have.',
      columns: ['', ...added.map(n => `${n} added`)],
      rows: [
        ['the shallow network', ...added.map(() => numberText(mean(e.seeds.map(s => s.shallow.cost))))],
        ...ways.map(({ key, name }) => [name, ...added.map(n => numberText(costs(e, n, key)))])
      ]
    }
  ]
}

function explanation(e: DeeperEvidence): string {
  const most = Math.max(...addedOf(e))
  const at = (way: Way): string => percent(right(e, most, way))
  return paragraphs(
    'A deeper network can do whatever a shallower one does: the layers added need only pass on what they get. Claim 11 has the neuron ' +
      'for it. Here it is put to use: a trained network with one hidden layer gets further layers of such neurons, without any training.',
    `With ${most} of them it names ${at('built')} of the validation images, like the ${percent(shallowRight(e))} it had; with residual ` +
      `links and layers that add nothing, ${at('builtResidual')}. Plain descent from a random start, in the same network with the same ` +
      `images, rate and number of updates, gets ${at('descended')}, at ` +
      `${numberText(costs(e, most, 'descended') / costs(e, most, 'built'), 2)} ` +
      'times the cost on the images it was trained on. It is not that the deeper network were worse, nor that it overfits: descent does ' +
      'not find what is there.',
    `Begun at the built network, descent ends at ${at('goneOn')} (with residual links ${at('goneOnResidual')}). And with residual links ` +
      `a random start gives ${at('descendedResidual')}: passing on the input is then what a layer does by itself, not what it has to learn.`
  )
}

function judge(e: DeeperEvidence): Judgement {
  const added = addedOf(e)
  const most = Math.max(...added)
  if (!(e.seeds.length >= 2 && added.length > 0)) return tooLittle('At least two seeds are needed.')
  const [plain, linked] = [farthestBuilt(e, 'built'), farthestBuilt(e, 'builtResidual')]
  const same = plain <= 0.005 && linked <= 0.0005
  // Harm is what the claim is about; that descent does not get down to the built network's cost either is the reason, seed by seed.
  const harmed = e.seeds.every(s => s.deeper.at(-1)!.descended.accuracy < s.deeper.at(-1)!.built.accuracy - 0.005)
  const above = e.seeds.filter(s => s.deeper.at(-1)!.descended.cost > 1.1 * s.deeper.at(-1)!.built.cost).length
  const mostly = 2 * above > e.seeds.length
  const better = e.seeds.every(s => s.deeper.at(-1)!.descendedResidual.accuracy > s.deeper.at(-1)!.descended.accuracy + 0.02)
  return {
    verdict: same && harmed && mostly && better ? 'holds' : 'fails',
    refined: above < e.seeds.length,
    measured: `built ${percent(right(e, most, 'built'))}, descent ${percent(right(e, most, 'descended'))}`,
    measuredDetail:
      `with ${most} layers added: built ${percent(right(e, most, 'built'))} (shallow ${percent(shallowRight(e))}; farthest from it in ` +
      `any network ${numberText(100 * plain)} points, with links ${numberText(100 * linked)}), descent ` +
      `${percent(right(e, most, 'descended'))}, with residual links ${percent(right(e, most, 'descendedResidual'))}`,
    explanation: explanation(e),
    reason: reasonOf([
      [
        same, 'The built networks are as good as the one they were built from, within half a point (with residual links 0.05 points).',
        'The built networks are not as good as the one they were built from.'
      ],
      [
        harmed, `With ${most} layers added descent names fewer validation images than the built network, by more than half a point, with every seed.`,
        `With ${most} layers added descent is not worse than the built network with every seed.`
      ],
      [
        above === e.seeds.length, `It ends more than a tenth above the built network’s cost on the training images, with every seed.`,
        `It ends more than a tenth above the built network’s cost on the training images with ${outOf(above, e.seeds.length)} seeds, ` +
          (mostly ? 'hence “refined”.' : 'so that it mostly does find such a cost.')
      ],
      [
        better, 'With residual links the same descent is more than two points better, with every seed.',
        'With residual links the same descent is not clearly better.'
      ]
    ]),
    limits:
      'That descent would never get there: these are 30 epochs on few images. And distance in cost and accuracy says nothing of the ' +
      'distance between the weights, of which many different ones do the same.',
    figures: figures(e)
  }
}

export const identityLayersClaim = defineClaim<DeeperEvidence, DeeperEvidence>({
  id: 'identity-layers',
  number: 17,
  title: 'Layers that could do nothing still do harm, because descent does not find that they could',
  source: 'Nielsen, Neural Networks and Deep Learning, chapter 5, problem "Identity neuron" and the question before it; measured here',
  setting:
    `[784, 30, 10] trained on the first 1,000 images (10,000 with --full), batches of 10, 30 epochs, η = 0.1, λ = 5; 1 to 3 hidden ` +
    `layers of identity neurons added, w₁ = ${identityWeight}`,
  published: 'extra layers can in the worst case do nothing',
  publishedDetail: 'extra hidden layers should not hurt, as they can in the worst case simply do nothing (no number given)',
  experiments: () => [],
  prepare: prepareDeeper,
  gather: (_, prepared) => prepared,
  judge
})
