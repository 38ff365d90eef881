import { describe, expect, it } from 'vitest'
import { unkeptOf } from './kept.ts'

describe('what came back otherwise than it was sent', () => {
  it.each([
    ['the same', { a: { b: 1 } }, { a: { b: 1 } }, []],
    ['defaults of the server', { list: [{ a: 1 }] }, { list: [{ a: 1, b: 2 }], c: 3 }, []],
    ['what is nothing', { a: 0, b: '', c: {}, d: [], e: { f: false } }, {}, []],
    [
      'a field that was dropped',
      { a: { maxUnavailable: 2 } },
      { a: {} },
      [{ path: 'a.maxUnavailable', sent: 2, kept: undefined }],
    ],
    ['a value of another form', { cpu: '1000m' }, { cpu: '1' }, [{ path: 'cpu', sent: '1000m', kept: '1' }]],
    [
      'a list of another length',
      { args: ['a', 'b'] },
      { args: ['a'] },
      [{ path: 'args', sent: ['a', 'b'], kept: ['a'] }],
    ],
  ])('%s', (_, sent, stored, expected) => {
    expect(unkeptOf(sent, stored)).toEqual(expected)
  })
})
