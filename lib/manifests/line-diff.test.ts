import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DiffLine, diffLines, foldDiff } from './line-diff.ts'

const lines = (text: string) => [...text]
const told = (before: string, after: string) =>
  diffLines(lines(before), lines(after))
    .map(({ sign, text }) => `${sign}${text}`)
    .join('')

describe('the difference of two texts', () => {
  it.each([
    ['abc', 'abc', ' a b c'],
    ['abc', 'axc', ' a-b+x c'],
    ['', 'ab', '+a+b'],
    ['ab', '', '-a-b'],
    ['abc', 'abcd', ' a b c+d'],
    ['abcd', 'acd', ' a-b c d'],
    ['xaby', 'xbay', ' x-a b+a y'],
    ['', '', ''],
  ])('%s → %s is %s', (before, after, script) => {
    expect(told(before, after)).toBe(script)
  })

  it('gives back both texts, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 })
    const side = (script: readonly DiffLine[], sign: string) =>
      script.filter((line) => line.sign === ' ' || line.sign === sign).map((line) => line.text)
    fc.assert(
      fc.property(text, text, (before, after) => {
        const script = diffLines(before, after)
        expect(side(script, '-')).toEqual(before)
        expect(side(script, '+')).toEqual(after)
      }),
    )
  })

  it('of texts that have nothing in common is told without looking for more', () => {
    const before = Array.from({ length: 5000 }, (_, index) => `a${index}`)
    const after = Array.from({ length: 5000 }, (_, index) => `b${index}`)
    expect(diffLines(before, after)).toHaveLength(10_000)
  })
})

describe('folding', () => {
  it('leaves out what is equal and far', () => {
    const folded = foldDiff(diffLines(lines('abcdefgh'), lines('abcdXfgh')), 1)
    expect(folded.map((part) => (typeof part === 'number' ? part : `${part.sign}${part.text}`))).toEqual([
      3,
      ' d',
      '-e',
      '+X',
      ' f',
      2,
    ])
  })

  it('of equal texts leaves nothing', () => {
    expect(foldDiff(diffLines(['a', 'b'], ['a', 'b']))).toEqual([2])
  })
})
