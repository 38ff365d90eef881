import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Scrollback } from './scrollback.ts'

const limit = 20_000

describe('scrollback', () => {
  it('gives from any offset what was written after it, however it was cut', () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 9000 }), { maxLength: 12 })
    fc.assert(
      fc.property(parts, fc.nat(), (chunks, seed) => {
        const kept = new Scrollback(limit)
        for (const chunk of chunks) kept.push(chunk)
        const all = Buffer.concat(chunks)
        expect(kept.end).toBe(all.length)
        const asked = all.length === 0 ? 0 : seed % (all.length + 1)
        const { offset, isCut, bytes } = kept.from(asked)
        expect(bytes.equals(all.subarray(offset))).toBe(true)
        if (isCut) expect(all.length).toBeGreaterThan(limit - 8 * 1024)
        else expect(offset).toBe(asked)
      }),
    )
  })

  it('begins with a whole line where the beginning is gone', () => {
    const kept = new Scrollback(limit)
    for (let line = 0; line < 5000; line++) kept.push(Buffer.from(`line ${line}\n`))
    const { isCut, bytes } = kept.from(0)
    expect(isCut).toBe(true)
    expect(bytes.toString()).toMatch(/^line \d+\n/)
    expect(bytes.toString()).toMatch(/line 4999\n$/)
    expect(bytes.length).toBeLessThanOrEqual(limit)
  })

  it('takes an offset that never was as the beginning', () => {
    const kept = new Scrollback(limit)
    kept.push(Buffer.from('abc'))
    expect(kept.from(7)).toMatchObject({ offset: 0, isCut: false })
    expect(kept.from(3).bytes).toHaveLength(0)
  })
})
