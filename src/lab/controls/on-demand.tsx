import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { firstDrawing } from '../state/first-drawing.ts'
import { part } from '../state/parts.ts'

type View<Props> = (props: Props) => JSX.Element | null

/** A part of the page that is loaded when it is first asked for, after the network's first drawing; nothing stands there until it has come. */
export function onDemand<Props extends object>(fetching: () => Promise<View<Props>>): View<Props> {
  const view = signal<View<Props> | null>(null)
  const { load } = part(fetching)
  let asked = false
  return props => {
    useEffect(() => {
      if (asked) return
      asked = true
      void firstDrawing().then(load).then(loaded => (view.value = loaded))
    }, [])
    const View = view.value
    return View && <View {...props} />
  }
}
