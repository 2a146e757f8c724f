import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { firstDrawing } from '../state/first-drawing.ts'

type Part<Props> = (props: Props) => JSX.Element | null

/** A part of the page that is loaded when it is first asked for, after the network's first drawing; nothing stands there until it has come. */
export function onDemand<Props extends object>(load: () => Promise<Part<Props>>): Part<Props> {
  const part = signal<Part<Props> | null>(null)
  let asked = false
  return props => {
    useEffect(() => {
      if (asked) return
      asked = true
      firstDrawing().then(load).then(loaded => (part.value = loaded), () => (asked = false))
    }, [])
    const Part = part.value
    return Part && <Part {...props} />
  }
}
