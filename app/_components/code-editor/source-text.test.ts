import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, shownText, smallestChange, type TextChange } from './source-text'

const piece = fc.constantFrom(
  'a',
  'key: 1',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\uFEFF',
  '\u{1F600}',
  '\u{1F601}',
  '\u2028',
)
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))
const lines = fc.array(fc.constantFrom('a', 'key: 1', '\n', '\u{1F600}', '\u{1F601}'), { maxLength: 30 })
const shownTexts = lines.map((pieces) => pieces.join(''))

function change(shown: string, { rangeOffset, rangeLength, text: typed }: TextChange): string {
  return shown.slice(0, rangeOffset) + typed + shown.slice(rangeOffset + rangeLength)
}

describe('the smallest change', () => {
  it('leads from one text to the other and halves no character', () => {
    fc.assert(
      fc.property(shownTexts, shownTexts, (from, to) => {
        const smallest = smallestChange(from, to)
        expect(change(from, smallest)).toBe(to)
        expect(smallest.text.isWellFormed()).toBe(true)
      }),
    )
  })

  it('is the field that changed', () => {
    expect(smallestChange('replicas: 3\nname: web', 'replicas: 5\nname: web')).toEqual({
      rangeOffset: 10,
      rangeLength: 1,
      text: '5',
    })
  })
})

describe('a source after an edit', () => {
  it('shows what the editor shows, whatever its line endings', () => {
    fc.assert(
      fc.property(text, shownTexts, (source, shown) => {
        const changes = [smallestChange(shownText(source), shown)]
        expect(shownText(applyChanges(source, changes, shown))).toBe(shown)
      }),
    )
  })

  it('is the same before and behind the edit', () => {
    const ending = fc.constantFrom('\n', '\r\n')
    const line = fc.tuple(fc.constantFrom('a', 'key: 1', ''), ending).map((parts) => parts.join(''))
    const part = fc.array(line, { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.constantFrom('', '\uFEFF'), part, part, (mark, before, after) => {
        const source = `${mark}${before}old: 1\n${after}`
        const at = shownText(before).length
        const changes = [{ rangeOffset: at, rangeLength: 3, text: 'new' }]
        const shown = shownText(source).replace('old', 'new')
        expect(applyChanges(source, changes, shown)).toBe(`${mark}${before}new: 1\n${after}`)
      }),
    )
  })

  it.each([
    ['lines of Windows', 'a\r\nb\r\n', { rangeOffset: 1, rangeLength: 0, text: '\nc' }, 'a\r\nc\r\nb\r\n'],
    ['a byte order mark', '\uFEFFa\n', { rangeOffset: 0, rangeLength: 1, text: 'b' }, '\uFEFFb\n'],
    ['mixed endings', 'a\r\nb\nc\r\n', { rangeOffset: 2, rangeLength: 2, text: '' }, 'a\r\nc\r\n'],
  ])('keeps %s', (_name, source, edit, expected) => {
    expect(applyChanges(source, [edit], change(shownText(source), edit))).toBe(expected)
  })
})
