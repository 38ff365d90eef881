import { describe, expect, it } from 'vitest'
import { levelOf } from '@/lib/pods/log-level'
import { prettyJson } from './json-line'
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

  it.each([
    ['tail100', { tail: '100' }],
    ['min5', { tail: 'all', since: '2026-01-01T00:00:00.000Z' }],
    ['all', { tail: 'all' }],
  ])('%s begins the stream at its place', (from, query) => {
    const look = { ...readLook(new URLSearchParams()), from }
    expect(streamQuery(look, Date.UTC(2026, 0, 1, 0, 5))).toEqual(query)
  })
})
