import type { JSX } from 'preact'
import { words } from '../words/index.ts'
import { hovering } from './own-data/own-files.ts'

/** Over the whole page while files hang above it. */
export function DropHint(): JSX.Element | null {
  if (!hovering.value) return null
  const w = words.value.drop
  return <div class="drop"><p><strong>{w.here}</strong><br />{w.says}</p></div>
}
