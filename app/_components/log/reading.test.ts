import { describe, expect, it } from 'vitest'
import { levelOf } from '@/lib/pods/log-level'
import { prettyJson } from './json-line'
import { LogLag } from './log-lag'
import { readLook, streamQuery, writeLook } from './log-look'

describe('the level that a line says', () => {
  it.each<[string, string | null]>([
    ['ERROR something', 'error'],
    ['2026-01-01 00:00:00 [WARN] disk', 'warn'],
    ['[error] 12#12: *3 open() failed', 'error'],
    ['level=warning msg="slow"', 'warn'],
    ['{"level":"error","msg":"x"}', 'error'],
    ['{"severity": "ERROR"}', 'error'],
    ['{"level":50,"msg":"pino"}', 'error'],
    ['{"level":30,"msg":"pino"}', 'info'],
    ['{"log.level":"DEBUG"}', 'debug'],
    ['E0126 01:30:46.123456       1 main.go:12] boom', 'error'],
    ['W0126 01:30:46.123456       1 main.go:12] hm', 'warn'],
    ['I0126 01:30:46.123456       1 main.go:12] fine', 'info'],
    ['2026-01-01 00:00:00.000 UTC [1] FATAL:  role does not exist', 'error'],
    ['2026-01-01 00:00:00.000 UTC [1] LOG:  ready', 'info'],
    ['Traceback (most recent call last):', 'error'],
    ['java.lang.IllegalStateException: broken', 'error'],
    ['Exception in thread "main" java.lang.Error', 'error'],
    ['panic: runtime error: index out of range', 'error'],
    ['error: cannot open file', 'error'],
    ['INFO  - no error at all', 'info'],
    ['the terror of information', null],
    ['0 errors found', null],
    ['', null],
  ])('%s', (line, level) => {
    expect(levelOf(line)).toBe(level)
  })
})

describe('a line of JSON', () => {
  it('is unfolded as it is written', () => {
    const line = '{"a":1.0,"big":12345678901234567890,"b":[],"c":{"d":"x, {y}"},"a":2}'
    const pretty = [
      '{',
      '  "a": 1.0,',
      '  "big": 12345678901234567890,',
      '  "b": [],',
      '  "c": {',
      '    "d": "x, {y}"',
      '  },',
      '  "a": 2',
      '}',
    ]
    expect(prettyJson(line)).toBe(pretty.join('\n'))
  })

  it.each(['{broken', '{"a":}', 'text {"a":1}', '42', '"text"', `{"a":"${'x'.repeat(70_000)}"}`])(
    '%s is not',
    (line) => {
      expect(prettyJson(line)).toBeNull()
    },
  )
})

describe('a line of JSON that is hostile', () => {
  it.each([
    ['deep', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['of many that are empty', `[${'[],'.repeat(20_000)}[]]`],
    ['of many that are not', `[${'[1],'.repeat(16_000)}[1]]`],
  ])('%s takes no longer than it is long, and grows to no gigabytes', (_name, line) => {
    const before = process.cpuUsage()
    const pretty = prettyJson(line) ?? ''
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(1500)
    expect(pretty.length).toBeLessThan(8 * 1024 * 1024)
    expect(pretty.replace(/\s/g, '')).toBe(line)
  })
})

describe('how far a log is behind', () => {
  /** Lines come each 100 ms from second to second, and the last of them is so many seconds old. */
  const lagOf = (from: number, to: number, age: (second: number) => number, lag = new LogLag()) => {
    for (let now = from * 1000; now <= to * 1000; now += 100) lag.hear(now - age(now / 1000) * 1000, now)
    return lag
  }

  it('is said while lines come faster than they are read', () => {
    expect(lagOf(100, 110, (second) => second - 90).behind(110_000)).toBe(20_000)
  })

  it('is nothing for a log that keeps up, however long it goes on', () => {
    expect(lagOf(100, 200, () => 0.3).behind(200_000)).toBe(0)
  })

  it('is nothing for old lines of a log that says nothing more', () => {
    const lag = lagOf(100, 101, () => 90_000)
    expect([101_000, 105_000].map((now) => lag.behind(now))).toEqual([0, 0])
    expect(lagOf(100, 120, () => 60).behind(121_500)).toBe(0)
  })

  it('begins anew after a pause', () => {
    const lag = lagOf(100, 110, () => 60)
    expect(lagOf(200, 201, () => 60, lag).behind(201_000)).toBe(0)
  })
})

describe('how a log is looked at', () => {
  it('stands in the address, as far as it is not as usual', () => {
    expect(writeLook(readLook(new URLSearchParams()))).toBe('')
    const query = '?from=min60&time=1&filter=1&wrap=0&q=a%26b&level=warn&hidden=2%2C3&containers=main'
    expect(writeLook(readLook(new URLSearchParams(query)))).toBe(query)
  })

  it('is as usual where the address makes no sense', () => {
    const nonsense = new URLSearchParams('from=<x>&level=loud&hidden=a,1.5,2&wrap=maybe')
    expect(readLook(nonsense)).toMatchObject({ from: 'tail1000', level: null, hidden: [2], wrap: true })
  })

  it('goes to a line by its timestamp alone', () => {
    const query = '?from=at&at=2026-01-01T00%3A00%3A09.123456789Z&q=x'
    const look = readLook(new URLSearchParams(query))
    expect(writeLook(look)).toBe(query)
    expect(streamQuery(look, Date.now())).toEqual({ tail: 'all', since: '2026-01-01T00:00:04.123Z' })
    for (const at of ['', 'yesterday', '2026-01-01', '2026-13-99T99:99:99Z'])
      expect(readLook(new URLSearchParams({ from: 'at', at }))).toMatchObject({ from: 'tail1000', at: '' })
  })

  it.each([
    ['tail100', { tail: '100' }],
    ['min5', { tail: 'all', since: '2026-01-01T00:00:00.000Z' }],
    ['all', { tail: 'all' }],
  ])('%s begins the stream at its place', (from, query) => {
    const look = { ...readLook(new URLSearchParams()), from }
    expect(streamQuery(look, Date.UTC(2026, 0, 1, 0, 5))).toEqual(query)
  })
})
