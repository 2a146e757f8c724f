import { fromUrl, resolve, type Experiment, type QuantityName } from '../../experiment/index.ts'
import { STORY_INPUTS, storyNamed, type StoryId } from '../stories/list.ts'

/** What the page's charts draw. */
const DRAWN: readonly QuantityName[] = [
  'deltaNorm', 'deltaRms', 'weightGradientNorm', 'updateRatio', 'saturatedShare', 'deadShare', 'weightGain', 'slopeGain', 'cost', 'accuracy'
]

/**
 * The same experiment, observed in everything that the page draws. Observing never changes a run, but its readings are part of the
 * fingerprint.
 */
export function observed(experiment: Experiment): Experiment {
  const { data, observe: { quantities } } = experiment
  const regression = data.kind === 'regression' || data.kind === 'curves' || data.reconstruct === true
    || ('task' in data && data.task === 'regression')
  const missing = DRAWN.filter(name => !quantities.includes(name) && !(regression && name === 'accuracy'))
  return { ...experiment, observe: { ...experiment.observe, quantities: [...quantities, ...missing] } }
}

/** The book's network with two hidden layers on the first 1,000 images, nothing validated, so that the page has all it needs. */
export function bookNetwork(): Experiment {
  return resolve({
    data: { kind: 'mnist', train: 1000, validation: 0 }, network: { layers: [784, 30, 30, 10] },
    training: { epochs: 500 }, observe: { quantities: DRAWN }
  })
}

/** The page's own parts of the hash, which are no part of an experiment: embed=1, hide=build,stories, story=…, lang=…, scheme=… */
const OWN = new Set(['embed', 'hide', 'story', 'lang', 'scheme'])

/** Splits a hash into the experiment's query and the page's own settings. */
export function splitHash(hash: string): { readonly query: string; readonly own: ReadonlyMap<string, string> } {
  const own = new Map<string, string>()
  const query: string[] = []
  for (const pair of hash.replace(/^#/, '').split('&')) {
    const [key = '', value = ''] = pair.split('=', 2)
    if (OWN.has(key)) own.set(key, decoded(value))
    else if (pair !== '') query.push(pair)
  }
  return { query: query.join('&'), own }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What a story begins with. */
export function storyExperiment(id: StoryId): Experiment {
  return observed(resolve(STORY_INPUTS[id]))
}

/**
 * What the link asks for; without an experiment of its own the story's, or else the book's network. A link that cannot be read throws
 * InputError.
 */
export function experimentOfHash(hash: string): Experiment {
  const { query, own } = splitHash(hash)
  if (query !== '') return fromUrl(query)
  const story = storyNamed(own.get('story'))
  return story ? storyExperiment(story) : bookNetwork()
}

/** As `experimentOfHash`, but a bad link gives the book's network; main.tsx says what was wrong. */
export function openingExperiment(): Experiment {
  try {
    return experimentOfHash(location.hash)
  } catch {
    return bookNetwork()
  }
}
