import { describe, expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

describe('the text of a file', () => {
  it.each([
    ['in UTF-8', Buffer.from('a: 名\r\n'), 'a: 名\r\n'],
    ['with its mark', Buffer.from('\uFEFFa: 1'), '\uFEFFa: 1'],
    ['in UTF-16', Buffer.from('\uFEFFa: 名', 'utf16le'), '\uFEFFa: 名'],
    ['in UTF-16, the other way round', Buffer.from('\uFEFFa: 名', 'utf16le').swap16(), '\uFEFFa: 名'],
    ['that is empty', Buffer.alloc(0), ''],
    ['in another encoding', Buffer.from([0x61, 0x3a, 0x20, 0xc3, 0xfb]), null],
    ['that is a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff]), null],
  ])('%s', (_name, bytes, text) => {
    expect(decodeText(bytes)).toBe(text)
  })
})
