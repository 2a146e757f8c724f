import { effect } from '@preact/signals'
import { liveFrame } from './frames.ts'
import { busy, phase } from './lab.ts'

let drawn: Promise<void> | undefined

/**
 * Resolves once the network has been drawn for the first time, or there is none to draw, or not soon. What is not on the first screen waits for it, so
 * that it takes neither the processor nor the connection from what is.
 */
export function firstDrawing(): Promise<void> {
  return (drawn ??= new Promise(resolve => {
    const stop = effect(() => {
      if (liveFrame.value === null && phase.value !== 'failed' && !busy.value) return
      queueMicrotask(() => stop())
      // Two frames on, the picture is on the screen; a page that is not seen has no frames.
      const done = (): void => void setTimeout(resolve)
      if (document.hidden) done()
      else requestAnimationFrame(() => requestAnimationFrame(done))
    })
  }))
}
