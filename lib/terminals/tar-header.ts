import 'server-only'

/** POSIX.1-1988 (ustar) in blocks of 512 bytes; a reader asks for records of twenty. */
const blockBytes = 512
const recordBytes = 20 * blockBytes

/** What stands before the bytes of one file in an archive. A name that does not fit has a pax header (POSIX.1-2001). */
export function tarHeader(name: string, size: number, seconds: number): Buffer {
  const bytes = Buffer.from(name, 'utf8')
  const isPlain = bytes.length < 100 && /^[\x20-\x7e]*$/.test(name) && size < 0o77777777777
  if (isPlain) return header(bytes, size, seconds, '0')
  const pax = Buffer.concat([paxRecord('path', name), paxRecord('size', String(size))])
  return Buffer.concat([
    header(Buffer.from('pax'), pax.length, seconds, 'x'),
    pax,
    Buffer.alloc(padding(pax.length)),
    header(Buffer.from('file'), Math.min(size, 0o77777777777), seconds, '0'),
  ])
}

/** What stands after them: up to the block, two empty blocks, and up to the record. */
export function tarEnd(headerBytes: number, size: number): Buffer {
  const used = headerBytes + size + padding(size) + 2 * blockBytes
  const rest = (recordBytes - (used % recordBytes)) % recordBytes
  return Buffer.alloc(padding(size) + 2 * blockBytes + rest)
}

function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`, 'utf8')
  let length = rest.length
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

function header(name: Uint8Array, size: number, seconds: number, type: 'x' | '0'): Buffer {
  const block = Buffer.alloc(blockBytes)
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  block.set(name, 0)
  octal(0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(Math.max(0, seconds), 136, 12)
  block.write('        ', 148, 'latin1')
  block.write(`${type}`, 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}
