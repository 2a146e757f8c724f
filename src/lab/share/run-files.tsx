import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { minimal } from '../../experiment/index.ts'
import type { ExportFormat } from '../../player/index.ts'
import { experiment, exported, phase, position } from '../state/lab.ts'
import { words } from '../words/index.ts'
import { fileName } from './file-name.ts'
import { save } from './save.ts'
import { shareWords } from './words.ts'

const FORMATS = ['csv', 'jsonl', 'safetensors'] as const satisfies readonly ExportFormat[]
const WHAT = { csv: 'readings', jsonl: 'readings', safetensors: 'weights' } as const

/** The files of a run: its readings, its weights, its document. */
export function RunFiles(): JSX.Element {
  const [said, setSaid] = useState('')
  const w = shareWords.value
  const closed = phase.value === 'opening' || phase.value === 'failed'
  const take = (format: ExportFormat): void => void saveRun(format).then(
    name => setSaid(name === null ? shareWords.peek().left : shareWords.peek().saved(name)),
    (error: unknown) => setSaid(words.peek().notSaved(error instanceof Error ? error.message : String(error)))
  )
  return (
    <section class="share-files">
      <h3>{w.run}</h3>
      <div class="share-row">
        {FORMATS.map(format => <button type="button" disabled={closed} onClick={() => take(format)}>{w[format]}</button>)}
        <button type="button" onClick={() => setSaid(w.saved(saveExperiment()))}>{w.json}</button>
      </div>
      <p class="caption" role="status">{said}</p>
    </section>
  )
}

/** Asks the worker for a file of the run as it stands; null if the run was left first. */
async function saveRun(format: ExportFormat): Promise<string | null> {
  const file = await exported(format)
  if (!file) return null
  const { type, bytes } = file
  const name = fileName(experiment.peek(), WHAT[format], format, position.peek().epoch)
  save(name, type, bytes as Uint8Array<ArrayBuffer>)
  return name
}

/** The document as a person would write it: what a default brings back is left out. */
function saveExperiment(): string {
  const name = fileName(experiment.peek(), 'experiment', 'json')
  save(name, 'application/json', `${JSON.stringify(minimal(experiment.peek()), null, 2)}\n`)
  return name
}
