import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Brings what has just come into the window: on a narrow screen the build panel, where a reader is at work, may stand above all of it. */
export function useIntoView(): RefObject<HTMLElement | null> {
  const part = useRef<HTMLElement | null>(null)
  useLayoutEffect(() => part.current?.scrollIntoView({ block: 'nearest' }), [])
  return part
}
