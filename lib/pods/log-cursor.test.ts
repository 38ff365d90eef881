import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LogCursor, sinceTimeOf } from './log-cursor.ts'
import { timeOf } from './log-wire.ts'

const at = (seconds: number, nanos = 0) =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`

describe('how far a log was read', () => {
  it('takes every line of a first reading', () => {
    const cursor = new LogCursor()
    expect([at(5), at(5), at(4)].map((time) => cursor.take(time))).toEqual(['new', 'new', 'new'])
  })

  it('tells lines of one timestamp apart by their number', () => {
    const cursor = new LogCursor()
    for (const time of [at(4), at(5), at(5)]) cursor.take(time)
    cursor.rewind()
    const again = [at(4), at(5), at(5), at(5), at(6)].map((time) => cursor.take(time))
    expect(again).toEqual(['seen', 'seen', 'seen', 'new', 'new'])
  })

  it('notices that the last line does not come again', () => {
    const cursor = new LogCursor()
    cursor.take(at(5))
    cursor.rewind()
    expect([at(4), at(7)].map((time) => cursor.take(time))).toEqual(['seen', 'gap'])
    expect(cursor.isFound).toBe(false)
    cursor.accept(at(7))
    expect(cursor.take(at(8))).toBe('new')
  })

  it('takes a line of a new run, whatever came before', () => {
    const cursor = new LogCursor()
    cursor.take(at(5))
    cursor.rewind()
    cursor.settle()
    expect(cursor.take(at(9))).toBe('new')
  })

  it('compares times of other zones and other lengths', () => {
    expect(timeOf('2026-01-01T08:00:00.5+08:00')).toBe(timeOf('2026-01-01T00:00:00.500000000Z'))
    expect(timeOf('2026-01-01T00:00:00Z')).toBe(Date.UTC(2026, 0, 1))
    expect(sinceTimeOf('2026-01-01T00:00:05.999Z')).toBe('2026-01-01T00:00:04.000Z')
  })

  it('gives each line once, wherever a reading is cut', () => {
    const logs = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(logs, fc.array(fc.nat(30), { maxLength: 5 }), (steps, cuts) => {
        const sorted = steps.map(([second, nano]) => at(100 + second, nano)).sort()
        const log = sorted.map((time, number) => ({ time, number }))
        const cursor = new LogCursor()
        const got: number[] = []
        const read = (lines: typeof log) => {
          for (const { time, number } of lines) if (cursor.take(time) !== 'seen') got.push(number)
        }
        for (const cut of [...cuts.sort((a, b) => a - b), log.length]) {
          const since = cursor.at === '' ? 0 : Date.parse(sinceTimeOf(cursor.at))
          cursor.rewind()
          read(log.slice(0, cut).filter(({ time }) => timeOf(time) >= since))
        }
        expect(got).toEqual(log.map(({ number }) => number))
      }),
    )
  })
})
