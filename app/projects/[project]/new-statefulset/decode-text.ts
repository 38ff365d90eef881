/**
 * The text of a file, its byte order mark and line ends as they are; null when it is none. YAML is UTF-8, or UTF-16 with
 * a mark (YAML 1.2, 5.2).
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  const isLittle = first === 0xff && second === 0xfe
  const isBig = first === 0xfe && second === 0xff
  const encoding = isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
