// TextEncoder and TextDecoder are in every runtime, but not in TypeScript's es2023 library.
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { readonly fatal: boolean; readonly ignoreBOM: boolean })
  decode(bytes: Uint8Array): string
}

export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The text of UTF-8 bytes (a byte order mark stays), or null when they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
