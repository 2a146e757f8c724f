import { effect } from '@preact/signals'
import { toUrl } from '../../experiment/index.ts'
import { isMessage, type FromLab } from '../element/messages.ts'
import { end, experiment, fingerprint } from '../state/lab.ts'

/**
 * A lab within another page: tells the page around it how tall it is, what experiment it shows and how a run ended. Loaded only in a frame.
 * Until the holder has said hello, and so told its origin, nothing but `ready` leaves.
 */
export function speakToHolder(): void {
  let origin: string | undefined
  const tell = (message: FromLab): void => window.parent.postMessage(message, origin ?? '*')
  addEventListener('message', event => {
    if (event.source !== window.parent || !isMessage(event.data) || event.data.deltascope !== 'hello' || origin !== undefined) return
    origin = event.origin === 'null' ? '*' : event.origin
    follow(tell)
  })
  tell({ deltascope: 'ready' })
}

function follow(tell: (message: FromLab) => void): void {
  let height = 0
  const measure = (): void => {
    const now = Math.ceil(document.body.getBoundingClientRect().height)
    if (now !== height) tell({ deltascope: 'height', height: (height = now) })
  }
  new ResizeObserver(measure).observe(document.body)
  let before: { readonly text: string; readonly query: string } = { text: '', query: '' }
  effect(() => {
    const text = JSON.stringify(experiment.value)
    if (text === before.text) return
    const query = toUrl(experiment.value)
    if (query !== before.query) tell({ deltascope: 'change', experiment: query })
    before = { text, query }
  })
  effect(() => {
    const how = end.value
    if (fingerprint.value === null || !how || how.kind === 'stopped') return
    tell({ deltascope: 'end', experiment: toUrl(experiment.peek()), fingerprint: fingerprint.value, end: how.kind })
  })
}
