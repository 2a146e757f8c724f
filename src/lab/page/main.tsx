import { effect } from '@preact/signals'
import { render } from 'preact'
import { liveStyles } from '../../charts/index.ts'
import { App } from '../app.tsx'
import { listen } from '../controls/keys.ts'
import { listenForFiles } from '../controls/own-data/drop.ts'
import { followHash } from '../share/hash.ts'
import { firstDrawing } from '../state/first-drawing.ts'
import { connect, open, phase } from '../state/lab.ts'
import { openingExperiment } from '../state/opening.ts'
import { askFirst, fetchRest, part } from '../state/parts.ts'
import { followSettings } from '../state/settings.ts'
import { words } from '../words/index.ts'
import { followLanguage } from '../words/pack.ts'
import { INSIDE } from './sample.ts'
import { startWorker } from './start-worker.ts'

// A constructed sheet needs no inline style, which the page's policy forbids.
const sheet = new CSSStyleSheet()
sheet.replaceSync(liveStyles)
document.adoptedStyleSheets = [sheet]

followSettings(document.documentElement)
effect(() => {
  document.title = words.value.title
  document.documentElement.dataset['phase'] = phase.value
})
if (!INSIDE) askFirst()
connect(startWorker)
open(openingExperiment())
followHash()
listen(document)
listenForFiles(document)
await followLanguage()
render(<App />, document.getElementById('lab')!)
void firstDrawing().then(part(() => import('./print.css')).early)
void fetchRest()
