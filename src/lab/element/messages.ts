/**
 * What a lab in a frame and the page around it say to each other, by postMessage. The lab calls out `ready` to whoever holds it; the
 * holder's `hello` tells it the origin to which all the rest goes. Both sides take messages from each other's window only.
 */
export type FromLab =
  | { readonly deltascope: 'ready' }
  | { readonly deltascope: 'height'; readonly height: number }
  | { readonly deltascope: 'change'; readonly experiment: string }
  | { readonly deltascope: 'end'; readonly experiment: string; readonly fingerprint: string; readonly end: 'done' | 'nonFinite' }

export type FromHolder = { readonly deltascope: 'hello' }

/** Messages of others, extensions' for one, arrive at the same place. */
export function isMessage(data: unknown): data is { readonly deltascope: string } {
  return typeof data === 'object' && data !== null && typeof (data as { deltascope?: unknown }).deltascope === 'string'
}
