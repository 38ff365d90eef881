import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineSplitter, type LogPiece } from './log-lines.ts'
import { maxLineBytes, timestampOf } from './log-wire.ts'

const text = (pieces: readonly LogPiece[]) =>
  pieces.map((piece) => {
    if ('left' in piece) return piece.left
    return 'more' in piece ? `+${Buffer.from(piece.more)}` : Buffer.from(piece.line).toString()
  })

function split(chunks: readonly (string | Uint8Array)[]) {
  const splitter = new LineSplitter()
  return text([...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()])
}

describe('lines of a log', () => {
  it.each<[string, string[], (string | number)[]]>([
    ['none', [], []],
    ['one without an end', ['abc'], ['abc']],
    ['empty ones', ['\n\n'], ['', '']],
    ['one in three parts', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['a carriage return is text', ['a\r\n'], ['a\r']],
  ])('%s', (_name, chunks, lines) => {
    expect(split(chunks)).toEqual(lines)
  })

  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '漢', '\u001b') }),
        fc.array(fc.nat(20)),
        (log, cuts) => {
          const bytes = Buffer.from(log)
          const chunks: Buffer[] = []
          let from = 0
          for (const cut of cuts) {
            chunks.push(bytes.subarray(from, from + cut))
            from += cut
          }
          expect(split([...chunks, bytes.subarray(from)])).toEqual(split([bytes]))
        },
      ),
    )
  })

  it('without an end keep no more than a long line, and say what is left out', () => {
    const splitter = new LineSplitter()
    const mebibyte = Buffer.alloc(1024 * 1024, 'x')
    const pieces = Array.from({ length: 100 }, () => splitter.push(mebibyte)).flat()
    expect(text(pieces).map((piece) => String(piece).length)).toEqual([maxLineBytes])
    const rest = text(splitter.push(Buffer.from('\nnext\n')))
    expect(rest).toEqual([100 * 1024 * 1024 - maxLineBytes, 'next'])
  })

  it('are given in pieces where none of them is to be cut', () => {
    const splitter = new LineSplitter(true)
    const parts = [Buffer.alloc(maxLineBytes + 2, 'x'), Buffer.from('yz\nnext\n')]
    const pieces = text(parts.flatMap((part) => splitter.push(part)))
    expect(pieces).toEqual(['x'.repeat(maxLineBytes), '+xx', '+yz', 'next'])
  })

  it('are not cut within a character', () => {
    const [line] = split(['漢'.repeat(maxLineBytes)])
    expect(String(line)).not.toContain('\ufffd')
    expect(Buffer.byteLength(String(line))).toBeLessThanOrEqual(maxLineBytes)
  })

  it.each([
    ['2026-11-26T01:30:46.123456789Z text', '2026-11-26T01:30:46.123456789Z'],
    ['2026-11-26T09:30:46.1+08:00 !{"kind":"gone"}', '2026-11-26T09:30:46.1+08:00'],
    ['!{"kind":"gone"}', ''],
    ['@7', ''],
    ['2026-11-26 text', ''],
  ])('%s begins with the timestamp %s', (line, at) => {
    expect(timestampOf(Buffer.from(line))).toBe(at)
  })
})
