import type { ComponentChildren, JSX } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** A part of the page with its heading; `children` get the width there is, in px. */
export function Panel(props: {
  readonly title: string
  readonly caption?: string | undefined
  readonly class?: string
  readonly tools?: ComponentChildren
  readonly children: (width: number) => ComponentChildren
}): JSX.Element {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  return (
    <section class={`panel ${props.class ?? ''}`} aria-labelledby={id}>
      <div class="panel-head"><h2 id={id}>{props.title}</h2>{props.tools}</div>
      <div ref={box} class="panel-body ds-figure">{width > 0 && props.children(width)}</div>
      {props.caption && <p class="caption">{props.caption}</p>}
    </section>
  )
}

/** The element's width in whole px, followed as it changes. */
export function useWidth(of: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = of.current
    if (!element) return
    const take = (): void => setWidth(Math.floor(element.clientWidth))
    take()
    const observer = new ResizeObserver(take)
    observer.observe(element)
    return () => observer.disconnect()
  }, [of])
  return width
}
