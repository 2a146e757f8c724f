import { encodeSafetensors } from '../network/index.ts'
import type { Play } from '../run/index.ts'
import { csvLines, jsonlLines, type Trace } from '../trace/index.ts'
import type { ExportFormat } from './protocol.ts'

/** A file of the run so far, as the command line writes it. */
export interface ExportFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly fingerprint: string
}

export function exportOf(play: Play, format: ExportFormat): ExportFile {
  const trace = play.trace()
  const { fingerprint, kernel } = trace
  const name = `deltascope-${fingerprint}.${format}`
  switch (format) {
    case 'jsonl': return { name, type: 'application/jsonl', bytes: textBytes(jsonlLines(trace), '\n'), fingerprint }
    case 'csv': return { name, type: 'text/csv', bytes: textBytes(csvLines(trace), '\r\n'), fingerprint }
    case 'safetensors': {
      const bytes = encodeSafetensors(play.parameters(), { fingerprint, kernel } satisfies Pick<Trace, 'fingerprint' | 'kernel'>)
      return { name, type: 'application/octet-stream', bytes, fingerprint }
    }
    default: return format satisfies never
  }
}

/** Lines as UTF-8, block by block: a long run's text is longer than a string may be. */
function textBytes(lines: Iterable<string>, lineEnd: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const blocks: Uint8Array[] = []
  let block: string[] = []
  const close = (): void => {
    if (block.length > 0) blocks.push(encoder.encode(block.join(lineEnd) + lineEnd))
    block = []
  }
  for (const line of lines) if (block.push(line) === 4096) close()
  close()
  const bytes = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of blocks) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
